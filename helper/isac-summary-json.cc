/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-summary-json.h"

#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ns3
{
namespace isac
{

std::string
ShowFigure(double value, int digits)
{
    std::ostringstream text;
    if (std::isnan(value))
    {
        return "-";
    }
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

std::string
ShowFigure(const Estimate& estimate, int digits)
{
    const std::string value = ShowFigure(estimate.value, digits);
    return std::isnan(estimate.value) || std::isnan(estimate.halfWidth)
               ? value
               : value + " +- " + ShowFigure(estimate.halfWidth, digits);
}

/// JSON, which no header shows.
struct SummaryJson::Document
{
    nlohmann::ordered_json root; //!< all of it

    /// @param keys from the outside in @return the place
    nlohmann::ordered_json& Find(const Keys& keys)
    {
        nlohmann::ordered_json* place = &root;
        for (const std::string& key : keys)
        {
            place = &(*place)[key];
        }
        return *place;
    }
};

SummaryJson::SummaryJson(const std::vector<std::pair<std::string, std::string>>& about)
    : m_document(std::make_unique<Document>())
{
    for (const auto& [key, value] : about)
    {
        m_document->root[key] = value;
    }
}

SummaryJson::~SummaryJson() = default;

void
SummaryJson::Set(const Keys& keys, double value)
{
    nlohmann::ordered_json& place = m_document->Find(keys);
    place = nullptr;
    if (!std::isnan(value))
    {
        place = value;
    }
}

void
SummaryJson::Set(const Keys& keys, uint64_t value)
{
    m_document->Find(keys) = value;
}

void
SummaryJson::Set(const Keys& keys, const Estimate& estimate)
{
    Keys mean = keys;
    mean.push_back("mean");
    Set(mean, estimate.value);
    mean.back() = "half_width_95";
    Set(mean, estimate.halfWidth);
}

std::string
SummaryJson::ToText() const
{
    return m_document->root.dump(2) + "\n";
}

} // namespace isac
} // namespace ns3
