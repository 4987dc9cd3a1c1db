/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-arguments.h"

#include "isac-run-config.h"

#include "ns3/abort.h"
#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/global-value.h"
#include "ns3/string.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param text all of it must be a number
 * @param value set to it
 * @return whether it is one, and finite
 */
bool
ReadNumber(const std::string& text, double& value)
{
    const std::string_view allowed = "0123456789+-.eE";
    if (text.empty() || text.find_first_not_of(allowed) != std::string::npos)
    {
        return false; // neither spaces, nor hexadecimal, nor infinity
    }
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    return stream >> value && stream.eof() && std::isfinite(value);
}

/**
 * @param text all of it must be decimal digits
 * @param value set to the number
 * @return whether it is one, and fits
 */
bool
ReadWhole(const std::string& text, uint64_t& value)
{
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return !text.empty() && result.ec == std::errc() && result.ptr == end;
}

/**
 * @param value a number
 * @return it as text, short where it can be
 */
std::string
Show(double value)
{
    std::ostringstream text;
    text << std::setprecision(10) << value;
    return text.str();
}

/**
 * @brief ns-3 reads "5x" as 5 and "-1" as a huge number; we do not.
 * @param checker of a global value or an attribute
 * @param text the value
 * @return what was expected instead; empty if the text is at least well formed
 */
std::string
CheckForm(const AttributeChecker& checker, const std::string& text)
{
    const std::string type = checker.GetValueTypeName();
    double number;
    uint64_t whole;
    if (type == "ns3::UintegerValue" && !ReadWhole(text, whole))
    {
        return "expected a whole number, not negative";
    }
    if (type == "ns3::DoubleValue" && !ReadNumber(text, number))
    {
        return "expected a number";
    }
    return "";
}

/**
 * @param name "ns3::Type::Attribute"
 * @param text its new default
 * @return what is wrong with it; empty if it was set
 */
std::string
SetAttributeDefault(const std::string& name, const std::string& text)
{
    const std::size_t split = name.rfind("::");
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(name.substr(0, split), &type))
    {
        return "there is no ns-3 type " + name.substr(0, split);
    }
    TypeId::AttributeInformation attribute;
    if (!type.LookupAttributeByName(name.substr(split + 2), &attribute))
    {
        return type.GetName() + " has no attribute " + name.substr(split + 2);
    }
    const std::string wrong = CheckForm(*attribute.checker, text);
    if (!wrong.empty())
    {
        return wrong;
    }
    return Config::SetDefaultFailSafe(name, StringValue(text))
               ? ""
               : "not a value of this attribute (" + attribute.checker->GetValueTypeName() + ")";
}

/**
 * @param name of an argument that ns3::CommandLine knows
 * @param text its value
 * @return what is wrong with it; empty if ns3::CommandLine may have it
 */
std::string
CheckNs3(const std::string& name, const std::string& text)
{
    if (name.compare(0, 5, "ns3::") == 0)
    {
        return SetAttributeDefault(name, text);
    }
    for (auto global = GlobalValue::Begin(); global != GlobalValue::End(); ++global)
    {
        if ((*global)->GetName() != name)
        {
            continue;
        }
        const std::string wrong = CheckForm(*(*global)->GetChecker(), text);
        if (!wrong.empty())
        {
            return wrong;
        }
        constexpr uint64_t LARGEST_SEED = 4294944442; // of the generator MRG32k3a
        uint64_t seed = 1;
        if (name == "RngSeed" && ReadWhole(text, seed) && (seed < 1 || seed > LARGEST_SEED))
        {
            return "expected a whole number from 1 to " + std::to_string(LARGEST_SEED);
        }
        return GlobalValue::BindFailSafe(name, StringValue(text))
                   ? ""
                   : "not a value of this global value (" +
                         (*global)->GetChecker()->GetValueTypeName() + ")";
    }
    TypeId type;
    if (name == "PrintAttributes")
    {
        const bool known = TypeId::LookupByNameFailSafe(text, &type) ||
                           TypeId::LookupByNameFailSafe("ns3::" + text, &type);
        return known ? "" : "there is no ns-3 type of this name";
    }
    const std::vector<std::string> prints = {"PrintGlobals",
                                             "PrintGroups",
                                             "PrintGroup",
                                             "PrintTypeIds",
                                             "PrintVersion"};
    return std::find(prints.begin(), prints.end(), name) != prints.end()
               ? ""
               : "unknown option; --help lists them";
}

} // namespace

Arguments::Arguments(const std::string& program, const std::string& about)
    : m_program(program),
      m_about(about)
{
}

void
Arguments::AddGroup(const std::string& title)
{
    Option heading;
    heading.help = title;
    m_all.push_back(heading);
}

void
Arguments::Add(Option option)
{
    NS_ABORT_MSG_IF(std::any_of(m_all.begin(),
                                m_all.end(),
                                [&](const Option& other) { return other.name == option.name; }),
                    m_program << " has two options --" << option.name);
    option.standard = option.show();
    m_all.push_back(std::move(option));
}

void
Arguments::Add(const std::string& name,
               const std::string& help,
               double& value,
               double low,
               double high)
{
    Add({name,
         help,
         "a number from " + Show(low) + " to " + Show(high),
         "",
         [&value, low, high](const std::string& text) {
             double number;
             if (!ReadNumber(text, number) || number < low || number > high)
             {
                 return false;
             }
             value = number;
             return true;
         },
         [&value] { return Show(value); }});
}

void
Arguments::Add(const std::string& name,
               const std::string& help,
               uint32_t& value,
               uint32_t low,
               uint32_t high)
{
    Add({name,
         help,
         "a whole number from " + std::to_string(low) + " to " + std::to_string(high),
         "",
         [&value, low, high](const std::string& text) {
             uint64_t number;
             if (!ReadWhole(text, number) || number < low || number > high)
             {
                 return false;
             }
             value = static_cast<uint32_t>(number);
             return true;
         },
         [&value] { return std::to_string(value); }});
}

void
Arguments::Add(const std::string& name, const std::string& help, bool& value)
{
    Add({name,
         help,
         "0 or 1",
         "",
         [&value](const std::string& text) {
             const bool on = text.empty() || text == "1" || text == "true";
             if (!on && text != "0" && text != "false")
             {
                 return false;
             }
             value = on;
             return true;
         },
         [&value] { return value ? "1" : "0"; }});
}

void
Arguments::Add(const std::string& name,
               const std::string& help,
               std::string& value,
               const std::vector<std::string>& choices)
{
    std::string expected = choices.empty() ? "a word" : "one of";
    for (const auto& choice : choices)
    {
        expected += (choice == choices.front() ? " " : ", ") + choice;
    }
    Add({name,
         help,
         expected,
         "",
         [&value, choices](const std::string& text) {
             const bool allowed =
                 choices.empty() ? !text.empty()
                                 : std::find(choices.begin(), choices.end(), text) != choices.end();
             if (allowed)
             {
                 value = text;
             }
             return allowed;
         },
         [&value] { return value; }});
}

void
Arguments::Add(const std::string& name,
               const std::string& help,
               const std::string& expected,
               std::function<bool(const std::string&)> assign,
               std::function<std::string()> show)
{
    Add({name, help, expected, "", std::move(assign), std::move(show)});
}

void
Arguments::PrintHelp(std::ostream& out) const
{
    std::size_t width = 0;
    for (const auto& option : m_all)
    {
        width = std::max(width, option.name.size());
    }
    out << m_program << ": " << m_about << "\n\nusage: " << m_program << " [--option=value]...\n";
    for (const auto& option : m_all)
    {
        if (option.name.empty())
        {
            out << "\n" << option.help << "\n";
            continue;
        }
        out << "  --" << std::left << std::setw(static_cast<int>(width)) << option.name << "  "
            << option.help << "; " << option.expected;
        if (!option.standard.empty())
        {
            out << "; default " << option.standard;
        }
        out << "\n";
    }
    out << "\nOf every ns-3 program\n"
           "  --RngRun=N, --RngSeed=N     which random numbers\n"
           "  --ns3::Type::Attribute=VALUE\n"
           "                              default of any attribute; --PrintAttributes=TYPE lists\n"
           "  --PrintGlobals, --PrintGroups, --PrintGroup=GROUP, --PrintTypeIds, --PrintVersion\n"
           "  --version                   of this module and of the ns-3 it runs on\n";
}

std::string
Arguments::Take(const std::string& word)
{
    // As ns-3 does, one dash is as good as two.
    const std::size_t dashes = word.find_first_not_of('-');
    if (dashes == 0 || dashes > 2) // npos, a word of dashes, is greater as well
    {
        return "expected --option=value";
    }
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(dashes, equals - dashes);
    const std::string text = equals == std::string::npos ? "" : word.substr(equals + 1);
    const auto option = std::find_if(m_all.begin(), m_all.end(), [&name](const Option& o) {
        return !name.empty() && o.name == name;
    });
    if (option == m_all.end())
    {
        const std::string wrong = CheckNs3(name, text);
        if (wrong.empty())
        {
            m_rest.push_back(word);
        }
        return wrong;
    }
    const bool emptied = equals == word.size() - 1;
    if (emptied || !option->assign(text))
    {
        return "expected " + option->expected;
    }
    m_seen.insert(name);
    return "";
}

std::optional<int>
Arguments::Parse(int argc, char* argv[], std::ostream& out, std::ostream& err)
{
    for (int i = 1; i < argc; ++i)
    {
        const std::string word = argv[i];
        if (word == "--help" || word == "-h" || word == "--PrintHelp")
        {
            PrintHelp(out);
            return 0;
        }
        if (word == "--version")
        {
            out << DescribeVersions() << std::endl;
            return 0;
        }
    }
    m_rest = {m_program};
    m_words.assign(argv + 1, argv + argc);
    for (const std::string& word : m_words)
    {
        const std::string wrong = Take(word);
        if (!wrong.empty())
        {
            return Fail(word + ": " + wrong, err);
        }
    }
    CommandLine commandLine;
    commandLine.Parse(m_rest);
    return std::nullopt;
}

int
Arguments::Fail(const std::string& message, std::ostream& err) const
{
    std::string line = m_program + ": " + message;
    std::replace(line.begin(), line.end(), '\n', ' ');
    err << line << std::endl;
    return 2;
}

bool
Arguments::IsGiven(const std::string& name) const
{
    return m_seen.count(name) > 0;
}

std::vector<std::pair<std::string, std::string>>
Arguments::GetValues() const
{
    std::vector<std::pair<std::string, std::string>> values;
    for (const auto& option : m_all)
    {
        if (!option.name.empty())
        {
            values.emplace_back(option.name, option.show());
        }
    }
    return values;
}

const std::vector<std::string>&
Arguments::GetWords() const
{
    return m_words;
}

} // namespace isac
} // namespace ns3
