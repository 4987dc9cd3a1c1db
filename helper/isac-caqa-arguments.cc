/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-arguments.h"

#include "ns3/double.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <iomanip>
#include <sstream>
#include <tuple>
#include <vector>

namespace ns3
{
namespace isac
{

namespace
{

/**
 * @param value a number
 * @return it as text that reads back to the same number
 */
std::string
ToText(double value)
{
    std::ostringstream text;
    text << std::setprecision(17) << value;
    return text.str();
}

/**
 * @param cell any
 * @param name of an attribute of type double
 * @return its value
 */
double
GetDouble(const CaqaCell& cell, const std::string& name)
{
    DoubleValue value;
    cell.GetAttribute(name, value);
    return value.Get();
}

/**
 * @param cell any
 * @param name of an attribute of an unsigned type
 * @return its value
 */
uint64_t
GetUinteger(const CaqaCell& cell, const std::string& name)
{
    UintegerValue value;
    cell.GetAttribute(name, value);
    return value.Get();
}

} // namespace

std::list<CaqaArguments::Number>
CaqaArguments::MakeNumbers()
{
    return {
        {"bandwidth", "Bandwidth", 1e6, 0.01, 1e5, "B, downlink bandwidth [MHz]"},
        {"maxTime", "MaxTime", 1.0, 1e-3, 1e3, "T_max, service time and length of a slot [s]"},
        {"cycleTime", "CycleTime", 1e-6, 0.1, 1e5, "T_s, one sensing cycle [us]"},
        {"displayPixels", "DisplayPixels", 1.0, 1.0, 1e8, "D_c, capacity of a display [pixel]"},
        {"bitsPerPixel", "BitsPerPixel", 1.0, 1.0, 1e3, "beta [bit]"},
        {"maxEnergy",
         "MaxEnergy",
         1.0,
         0.0,
         1e6,
         "E_max, energy of the base station in a slot [J]"},
        {"maxSensingEnergy", "MaxSensingEnergy", 1.0, 1e-9, 1e6, "E_s,max, for one user [J]"},
        {"minRequirement", "MinRequirement", 1.0, 0.0, 1.0, "lower end of Omega_min"},
        {"maxRequirement", "MaxRequirement", 1.0, 0.0, 1.0, "upper end of Omega_min"},
        {"workPerStep", "WorkPerStep", 1e12, 1e-9, 1e9, "chi, work of a denoising step [TFLOP]"},
        {"serverSpeed", "ServerSpeed", 1e12, 1e-9, 1e9, "f, speed of the edge server [TFLOPS]"},
        {"errorScale", "ErrorScale", 1.0, 0.0, 1.0, "eps_fwd of the generation error (2)"},
        {"errorAttenuation", "ErrorAttenuation", 1.0, 0.0, 1e3, "mu of (2)"},
        {"sensingPower", "SensingPower", 1.0, 1e-6, 1e4, "P_s [W]"},
        {"powerPerUser", "PowerPerUser", 1.0, 1e-6, 1e4, "P_c, on one subchannel [W]"},
        {"noiseDensity", "NoiseDensityDbm", 1.0, -250.0, 0.0, "delta^2 [dBm/Hz]"},
        {"sensingLimit", "SensingLimit", 1.0, 0.0, 1.0, "xi of the sensing accuracy law (1)"},
        {"sensingScale", "SensingScale", 1.0, 1e-6, 1e9, "varpi of (1)"},
        {"sensingDecay", "SensingDecay", 1.0, 1e-6, 1e3, "tau of (1)"},
        {"radius", "Radius", 1.0, 1.0, 1e5, "R, of the cell [m]"},
        {"minDistance", "MinDistance", 1.0, 0.1, 1e5, "distance of the nearest user [m]"},
        {"pathLossIntercept", "PathLossInterceptDb", 1.0, 0.0, 500.0, "path loss at 1 km [dB]"},
        {"pathLossSlope", "PathLossSlopeDb", 1.0, 0.0, 200.0, "path loss per decade [dB]"}};
}

void
CaqaArguments::AddTo(Arguments& arguments)
{
    arguments.AddGroup("Table I");
    arguments.Add("nUsers", "K, number of users", m_users, 1, 1000);
    m_numbers = MakeNumbers();
    const auto cell = CreateObject<CaqaCell>();
    for (Number& number : m_numbers)
    {
        number.value = GetDouble(*cell, number.attribute) / number.unit;
        arguments.Add(number.name, number.help, number.value, number.low, number.high);
    }
    arguments.Add("minSteps", "z_min", m_minSteps, 1, 10000);
    arguments.Add("maxSteps", "z_max", m_maxSteps, 1, 10000);
    arguments.Add("subchannels",
                  "fixed: B/K for each user; adaptive: all of B to whoever is ready, in turn",
                  m_subchannels,
                  {"fixed", "adaptive"});
}

CaqaCellAttributes
CaqaArguments::GetAttributes(const Arguments& arguments) const
{
    CaqaCellAttributes attributes;
    for (const Number& number : m_numbers)
    {
        if (arguments.IsGiven(number.name))
        {
            attributes[number.attribute] = ToText(number.value * number.unit);
        }
    }
    const std::vector<std::tuple<std::string, std::string, uint32_t>> counts = {
        {"nUsers", "Users", m_users},
        {"minSteps", "MinSteps", m_minSteps},
        {"maxSteps", "MaxSteps", m_maxSteps}};
    for (const auto& [name, attribute, value] : counts)
    {
        if (arguments.IsGiven(name))
        {
            attributes[attribute] = std::to_string(value);
        }
    }
    if (arguments.IsGiven("subchannels"))
    {
        attributes["Subchannels"] = m_subchannels == "fixed" ? "Fixed" : "Adaptive";
    }
    return attributes;
}

std::string
CheckCaqaCell(const CaqaCellAttributes& attributes)
{
    const auto cell = CreateObject<CaqaCell>();
    for (const auto& [name, value] : attributes)
    {
        if (!cell->SetAttributeFailSafe(name, StringValue(value)))
        {
            return "cell attribute " + name + "=" + value + ": unknown or out of range";
        }
    }
    if (GetUinteger(*cell, "MinSteps") > GetUinteger(*cell, "MaxSteps"))
    {
        return "minSteps is above maxSteps";
    }
    if (GetDouble(*cell, "MinRequirement") > GetDouble(*cell, "MaxRequirement"))
    {
        return "minRequirement is above maxRequirement";
    }
    if (GetDouble(*cell, "MinDistance") > GetDouble(*cell, "Radius"))
    {
        return "minDistance is above radius";
    }
    return "";
}

Ptr<CaqaCell>
MakeCaqaCell(const CaqaCellAttributes& attributes)
{
    auto cell = CreateObject<CaqaCell>();
    for (const auto& [name, value] : attributes)
    {
        cell->SetAttribute(name, StringValue(value));
    }
    return cell;
}

} // namespace isac
} // namespace ns3
