/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-scenario.h"

#include "ns3/isac-path-loss.h"
#include "ns3/isac-rayleigh-fading.h"
#include "ns3/isac-rician-fading.h"

#include <algorithm>
#include <array>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

/// The unit in which sizes of tasks follow Poisson's law.
constexpr double MEGABIT = 1e6;

/// @return all presets
std::vector<MegcPreset>
MakePresets()
{
    MegcPreset paper;
    paper.name = "paper";
    paper.description = "as printed: -100 dBm/Hz of noise, 74 dB above thermal, and 15 W devices";

    MegcPreset physical = paper;
    physical.name = "physical";
    physical.description = "28 GHz in free space, -167 dBm/Hz, 0.2 W devices";
    physical.parameters.noiseDensity = std::pow(10.0, -16.7) * 1e-3;
    physical.parameters.userPower = 0.2;
    physical.scenario.gainAtOneMetre = FreeSpaceGain(1.0, 28e9);

    MegcPreset gpu = paper;
    gpu.name = "gpu";
    gpu.description = "as paper, with 6.4e6 cycles per generated bit, so that size counts";
    gpu.parameters.inferenceCyclesPerBit = 6.4e6;
    return {paper, physical, gpu};
}

} // namespace

const std::vector<MegcPreset>&
GetMegcPresets()
{
    static const std::vector<MegcPreset> presets = MakePresets();
    return presets;
}

const MegcPreset&
FindMegcPreset(const std::string& name)
{
    std::string names;
    for (const MegcPreset& preset : GetMegcPresets())
    {
        if (preset.name == name)
        {
            return preset;
        }
        names += (names.empty() ? "" : ", ") + preset.name;
    }
    throw std::invalid_argument("no preset '" + name + "'; expected one of " + names);
}

const MegcPreset*
MatchMegcPreset(const MegcParameters& parameters, const MegcScenario& scenario)
{
    constexpr double ROUNDING = 1e-9;
    const auto constants = [](const MegcParameters& p, const MegcScenario& s) {
        return std::array<double, 27>{static_cast<double>(p.computeUsers),
                                      static_cast<double>(p.contentUsers),
                                      static_cast<double>(p.visionUsers),
                                      p.uplinkBandwidth,
                                      p.downlinkBandwidth,
                                      p.userPower,
                                      p.serverPower,
                                      p.noiseDensity,
                                      p.cyclesPerBit,
                                      p.deviceSpeed,
                                      p.serverSpeed,
                                      p.inferenceSlope,
                                      p.inferenceOffset,
                                      p.inferenceCyclesPerBit,
                                      p.referenceSpeed,
                                      p.expansion,
                                      s.computeDistance,
                                      s.contentDistance,
                                      s.visionDistance,
                                      s.gainAtOneMetre,
                                      static_cast<double>(s.fading),
                                      s.ricianFactor,
                                      static_cast<double>(s.tasks),
                                      s.minTaskBits,
                                      s.maxTaskBits,
                                      s.minContentBits,
                                      s.maxContentBits};
    };
    const auto wanted = constants(parameters, scenario);
    for (const MegcPreset& preset : GetMegcPresets())
    {
        const auto given = constants(preset.parameters, preset.scenario);
        if (std::equal(wanted.begin(), wanted.end(), given.begin(), [](double a, double b) {
                return std::abs(a - b) <= ROUNDING * std::abs(b);
            }))
        {
            return &preset;
        }
    }
    return nullptr;
}

double
MegcPathGain(const MegcScenario& scenario, double distance)
{
    return scenario.gainAtOneMetre / (distance * distance);
}

MegcStateSource::MegcStateSource(const MegcParameters& parameters,
                                 const MegcScenario& scenario,
                                 uint64_t seed)
    : m_parameters(parameters),
      m_scenario(scenario),
      m_random(seed)
{
}

std::vector<double>
MegcStateSource::DrawGains(int count, double distance)
{
    std::vector<double> gains;
    for (int i = 0; i < count; ++i)
    {
        double gain = MegcPathGain(m_scenario, distance);
        if (m_scenario.fading == MegcFading::RICIAN)
        {
            gain *= DrawRicianGain(m_scenario.ricianFactor, m_random);
        }
        else if (m_scenario.fading == MegcFading::RAYLEIGH)
        {
            gain *= DrawRayleighGain(m_random);
        }
        gains.push_back(gain);
    }
    return gains;
}

std::vector<double>
MegcStateSource::DrawBits(int count, double least, double most)
{
    std::vector<double> bits;
    for (int i = 0; i < count; ++i)
    {
        if (m_scenario.tasks == MegcTaskLaw::POISSON)
        {
            const double mean = 0.5 * (least + most) / MEGABIT;
            bits.push_back(mean > 0.0
                               ? boost::random::poisson_distribution<int>(mean)(m_random) * MEGABIT
                               : 0.0);
        }
        else if (least < most)
        {
            bits.push_back(boost::random::uniform_real_distribution<double>(least, most)(m_random));
        }
        else
        {
            bits.push_back(least);
        }
    }
    return bits;
}

MegcState
MegcStateSource::NextSlot()
{
    const MegcParameters& p = m_parameters;
    const MegcScenario& s = m_scenario;
    MegcState state;
    state.computeGain = DrawGains(p.computeUsers, s.computeDistance);
    state.contentGain = DrawGains(p.contentUsers, s.contentDistance);
    state.visionUplinkGain = DrawGains(p.visionUsers, s.visionDistance);
    state.visionDownlinkGain = DrawGains(p.visionUsers, s.visionDistance);
    state.computeBits = DrawBits(p.computeUsers, s.minTaskBits, s.maxTaskBits);
    state.visionBits = DrawBits(p.visionUsers, s.minTaskBits, s.maxTaskBits);
    state.contentBits = DrawBits(p.contentUsers, s.minContentBits, s.maxContentBits);
    return state;
}

std::string
MegcStateSource::GetState() const
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << m_random << '\n';
    return text.str();
}

bool
MegcStateSource::SetState(const std::string& state)
{
    std::istringstream text(state);
    text.imbue(std::locale::classic());
    boost::random::mt19937_64 random;
    std::string rest;
    if (!(text >> random) || (text >> rest))
    {
        return false;
    }
    m_random = random;
    return true;
}

} // namespace isac
} // namespace ns3
