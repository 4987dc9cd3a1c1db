/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-agent-settings.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @tparam Number int or double
 * @param text to read
 * @param value set to it
 * @return whether all of the text is a number
 */
template <typename Number>
bool
ParseNumber(const std::string& text, Number& value)
{
    Number read{};
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, read);
    if (text.empty() || result.ec != std::errc() || result.ptr != end)
    {
        return false;
    }
    value = read;
    return true;
}

} // namespace

std::string
FormatSetting(int value)
{
    return std::to_string(value);
}

std::string
FormatSetting(double value)
{
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string
FormatSetting(bool value)
{
    return value ? "1" : "0";
}

std::string
FormatSetting(const std::vector<int>& value)
{
    std::string text;
    for (const int number : value)
    {
        text += (text.empty() ? "" : ",") + std::to_string(number);
    }
    return text;
}

bool
ParseSetting(const std::string& text, int& value)
{
    return ParseNumber(text, value);
}

bool
ParseSetting(const std::string& text, double& value)
{
    double read = 0.0;
    if (!ParseNumber(text, read) || !std::isfinite(read))
    {
        return false;
    }
    value = read;
    return true;
}

bool
ParseSetting(const std::string& text, bool& value)
{
    if (text != "0" && text != "1" && text != "false" && text != "true")
    {
        return false;
    }
    value = text == "1" || text == "true";
    return true;
}

bool
ParseSetting(const std::string& text, std::vector<int>& value)
{
    std::vector<int> read;
    for (std::size_t from = 0; !text.empty() && from <= text.size();)
    {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        int number = 0;
        if (!ParseNumber(text.substr(from, comma - from), number))
        {
            return false;
        }
        read.push_back(number);
        from = comma + 1;
    }
    value = read;
    return true;
}

} // namespace isac
} // namespace ns3
