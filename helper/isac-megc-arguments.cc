/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-arguments.h"

#include "ns3/isac-decibel.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

constexpr double MEGA = 1e6;
constexpr double GIGA = 1e9;
constexpr double DBM_PER_HZ = 0.0; //!< in place of a unit

} // namespace

MegcArguments::MegcArguments()
{
    using P = MegcParameters;
    using S = MegcScenario;
    m_numbers = {
        {"uplinkBandwidth",
         "B_off, shared by computation and vision users [MHz]",
         1e-3,
         1e6,
         [](P& p, S&) -> double& { return p.uplinkBandwidth; },
         MEGA},
        {"downlinkBandwidth",
         "B_back, shared by content and vision users [MHz]",
         1e-3,
         1e6,
         [](P& p, S&) -> double& { return p.downlinkBandwidth; },
         MEGA},
        {"userPower",
         "p_MU, of a device [W]",
         1e-9,
         1e6,
         [](P& p, S&) -> double& { return p.userPower; },
         1.0},
        {"serverPower",
         "P, shared by content and vision users [W]",
         1e-9,
         1e6,
         [](P& p, S&) -> double& { return p.serverPower; },
         1.0},
        {"noiseDensity",
         "N0 [dBm/Hz]",
         -300.0,
         0.0,
         [](P& p, S&) -> double& { return p.noiseDensity; },
         DBM_PER_HZ},
        {"cyclesPerBit",
         "chi, of computation tasks [cycle/bit]",
         1e-3,
         1e12,
         [](P& p, S&) -> double& { return p.cyclesPerBit; },
         1.0},
        {"deviceSpeed",
         "f_comp, of a computation user's device [Gcycle/s]",
         1e-6,
         1e9,
         [](P& p, S&) -> double& { return p.deviceSpeed; },
         GIGA},
        {"serverSpeed",
         "f_ES, of the edge server [Gcycle/s]",
         1e-6,
         1e9,
         [](P& p, S&) -> double& { return p.serverSpeed; },
         GIGA},
        {"inferenceSlope",
         "xi, work of inference by size",
         0.0,
         1e3,
         [](P& p, S&) -> double& { return p.inferenceSlope; },
         1.0},
        {"inferenceOffset",
         "zeta, work of inference whatever the size [s at referenceSpeed]",
         1e-9,
         1e6,
         [](P& p, S&) -> double& { return p.inferenceOffset; },
         1.0},
        {"inferenceCyclesPerBit",
         "chi_gen, of generated content [cycle/bit]",
         0.0,
         1e15,
         [](P& p, S&) -> double& { return p.inferenceCyclesPerBit; },
         1.0},
        {"referenceSpeed",
         "f_ref, in whose seconds xi and zeta count [Gcycle/s]",
         1e-6,
         1e9,
         [](P& p, S&) -> double& { return p.referenceSpeed; },
         GIGA},
        {"expansion",
         "psi, bits of a vision result per bit sent",
         0.0,
         1e6,
         [](P& p, S&) -> double& { return p.expansion; },
         1.0},
        {"computeDistance",
         "of computation users from the base station [m]",
         1.0,
         1e6,
         [](P&, S& s) -> double& { return s.computeDistance; },
         1.0},
        {"contentDistance",
         "of content users [m]",
         1.0,
         1e6,
         [](P&, S& s) -> double& { return s.contentDistance; },
         1.0},
        {"visionDistance",
         "of vision users [m]",
         1.0,
         1e6,
         [](P&, S& s) -> double& { return s.visionDistance; },
         1.0},
        {"gainAtOneMetre",
         "beta_0, path gain that falls with the square of distance",
         1e-15,
         1.0,
         [](P&, S& s) -> double& { return s.gainAtOneMetre; },
         1.0},
        {"ricianFactor",
         "K, power in line of sight over power scattered",
         0.0,
         1e9,
         [](P&, S& s) -> double& { return s.ricianFactor; },
         1.0},
        {"minTask",
         "least computation or vision task [Mbit]",
         0.0,
         1e6,
         [](P&, S& s) -> double& { return s.minTaskBits; },
         MEGA},
        {"maxTask",
         "greatest computation or vision task [Mbit]",
         0.0,
         1e6,
         [](P&, S& s) -> double& { return s.maxTaskBits; },
         MEGA},
        {"minContent",
         "least generated content [Mbit]",
         0.0,
         1e6,
         [](P&, S& s) -> double& { return s.minContentBits; },
         MEGA},
        {"maxContent",
         "greatest generated content [Mbit]",
         0.0,
         1e6,
         [](P&, S& s) -> double& { return s.maxContentBits; },
         MEGA},
    };
}

double
MegcArguments::ToSi(const Number& number, double text)
{
    return number.unit == DBM_PER_HZ ? DbmToWatt(text) : text * number.unit;
}

double
MegcArguments::FromSi(const Number& number, double value)
{
    return number.unit == DBM_PER_HZ ? LinearToDb(value * 1e3) : value / number.unit;
}

void
MegcArguments::AddTo(Arguments& arguments)
{
    std::vector<std::string> presets;
    std::string described;
    for (const MegcPreset& preset : GetMegcPresets())
    {
        presets.push_back(preset.name);
        described += (described.empty() ? "" : "; ") + preset.name + ": " + preset.description;
    }
    constexpr uint32_t MOST_USERS = 10000;
    arguments.AddGroup("The cell (defaults are the preset's; those shown are of paper)");
    arguments.Add("preset", described, m_preset, presets);
    arguments.Add("computeUsers", "computation users", m_computeUsers, 0, MOST_USERS);
    arguments.Add("contentUsers", "content (AIGC) users", m_contentUsers, 0, MOST_USERS);
    arguments.Add("visionUsers", "vision enhancement users", m_visionUsers, 0, MOST_USERS);
    arguments.Add("fading", "of each link in each slot", m_fading, {"none", "rician", "rayleigh"});
    arguments.Add("tasks",
                  "uniform sizes, or Poisson ones of the same middle",
                  m_tasks,
                  {"uniform", "poisson"});
    arguments.Add("slotsPerEpisode",
                  "slots that learners count as one episode",
                  m_slotsPerEpisode,
                  1,
                  100000000);
    for (Number& number : m_numbers)
    {
        number.value = FromSi(number, number.find(m_parameters, m_scenario));
        arguments.Add(number.name, number.help, number.value, number.low, number.high);
    }
}

void
MegcArguments::Finish(const Arguments& arguments)
{
    const MegcPreset& preset = FindMegcPreset(m_preset);
    m_parameters = preset.parameters;
    m_scenario = preset.scenario;
    m_parameters.computeUsers = static_cast<int>(m_computeUsers);
    m_parameters.contentUsers = static_cast<int>(m_contentUsers);
    m_parameters.visionUsers = static_cast<int>(m_visionUsers);
    if (m_computeUsers + m_contentUsers + m_visionUsers == 0)
    {
        throw std::invalid_argument("--computeUsers, --contentUsers and --visionUsers are all 0, "
                                    "expected a user");
    }
    m_scenario.fading = m_fading == "none"     ? MegcFading::NONE
                        : m_fading == "rician" ? MegcFading::RICIAN
                                               : MegcFading::RAYLEIGH;
    m_scenario.tasks = m_tasks == "uniform" ? MegcTaskLaw::UNIFORM : MegcTaskLaw::POISSON;
    m_scenario.slotsPerEpisode = static_cast<int>(m_slotsPerEpisode);
    for (Number& number : m_numbers)
    {
        double& value = number.find(m_parameters, m_scenario);
        if (arguments.IsGiven(number.name))
        {
            value = ToSi(number, number.value);
        }
        // So that GetValues() of the arguments tells what holds.
        number.value = FromSi(number, value);
    }
    if (m_scenario.minTaskBits > m_scenario.maxTaskBits)
    {
        throw std::invalid_argument("--minTask exceeds --maxTask");
    }
    if (m_scenario.minContentBits > m_scenario.maxContentBits)
    {
        throw std::invalid_argument("--minContent exceeds --maxContent");
    }
}

const MegcParameters&
MegcArguments::GetParameters() const
{
    return m_parameters;
}

const MegcScenario&
MegcArguments::GetScenario() const
{
    return m_scenario;
}

std::string
MegcArguments::GetLabel() const
{
    return m_preset + "-" + std::to_string(m_computeUsers) + "-" + std::to_string(m_contentUsers) +
           "-" + std::to_string(m_visionUsers);
}

} // namespace isac
} // namespace ns3
