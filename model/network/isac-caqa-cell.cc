/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-caqa-cell.h"

#include "isac-compat.h"

#include "ns3/double.h"
#include "ns3/isac-decibel.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(CaqaCell);

TypeId
CaqaCell::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::CaqaCell")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<CaqaCell>()
            .AddAttribute("Users",
                          "K, number of users",
                          UintegerValue(10),
                          MakeUintegerAccessor(&CaqaCell::m_users),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Bandwidth",
                          "B [Hz]",
                          DoubleValue(100e6),
                          MakeDoubleAccessor(&CaqaCell::m_bandwidth),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("MaxTime",
                          "T_max, longest service time [s]",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&CaqaCell::m_maxTime),
                          MakeDoubleChecker<double>(1e-6))
            .AddAttribute("CycleTime",
                          "T_s, one sensing cycle [s]",
                          DoubleValue(60e-6),
                          MakeDoubleAccessor(&CaqaCell::m_cycleTime),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("DisplayPixels",
                          "D_c, capacity of a display [pixel]",
                          DoubleValue(262144.0),
                          MakeDoubleAccessor(&CaqaCell::m_displayPixels),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("BitsPerPixel",
                          "beta [bit]",
                          DoubleValue(24.0),
                          MakeDoubleAccessor(&CaqaCell::m_bitsPerPixel),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("MaxEnergy",
                          "E_max, energy of the base station in a slot [J]",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&CaqaCell::m_maxEnergy),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("MaxSensingEnergy",
                          "E_s,max, sensing energy for one user [J]",
                          DoubleValue(0.1),
                          MakeDoubleAccessor(&CaqaCell::m_maxSensingEnergy),
                          MakeDoubleChecker<double>(1e-12))
            .AddAttribute("MinRequirement",
                          "Lower end of Omega_min",
                          DoubleValue(0.4),
                          MakeDoubleAccessor(&CaqaCell::m_minRequirement),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("MaxRequirement",
                          "Upper end of Omega_min",
                          DoubleValue(0.45),
                          MakeDoubleAccessor(&CaqaCell::m_maxRequirement),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("SensingPower",
                          "P_s [W]",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&CaqaCell::m_sensingPower),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("PowerPerUser",
                          "P_c, on one subchannel [W]",
                          DoubleValue(1.5),
                          MakeDoubleAccessor(&CaqaCell::m_powerPerUser),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("NoiseDensityDbm",
                          "delta^2 [dBm/Hz]",
                          DoubleValue(-174.0),
                          MakeDoubleAccessor(&CaqaCell::m_noiseDensityDbm),
                          MakeDoubleChecker<double>())
            .AddAttribute("SensingLimit",
                          "xi of the sensing accuracy law (1)",
                          DoubleValue(0.95),
                          MakeDoubleAccessor(&CaqaCell::m_limit),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("SensingScale",
                          "varpi of (1)",
                          DoubleValue(65.0),
                          MakeDoubleAccessor(&CaqaCell::m_scale),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("SensingDecay",
                          "tau of (1)",
                          DoubleValue(1.0),
                          MakeDoubleAccessor(&CaqaCell::m_decay),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("WorkPerStep",
                          "chi [FLOP per denoising step]",
                          DoubleValue(0.2e12),
                          MakeDoubleAccessor(&CaqaCell::m_workPerStep),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("ServerSpeed",
                          "f [FLOP/s]",
                          DoubleValue(20e12),
                          MakeDoubleAccessor(&CaqaCell::m_serverSpeed),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("ErrorScale",
                          "eps_fwd of the generation error (2)",
                          DoubleValue(0.03),
                          MakeDoubleAccessor(&CaqaCell::m_errorScale),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("ErrorAttenuation",
                          "mu of (2)",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&CaqaCell::m_errorAttenuation),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("MinSteps",
                          "z_min",
                          UintegerValue(5),
                          MakeUintegerAccessor(&CaqaCell::m_minSteps),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxSteps",
                          "z_max",
                          UintegerValue(10),
                          MakeUintegerAccessor(&CaqaCell::m_maxSteps),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Radius",
                          "Radius of the cell [m]",
                          DoubleValue(200.0),
                          MakeDoubleAccessor(&CaqaCell::m_radius),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("MinDistance",
                          "Distance of the nearest user [m]",
                          DoubleValue(10.0),
                          MakeDoubleAccessor(&CaqaCell::m_minDistance),
                          MakeDoubleChecker<double>(0.1))
            .AddAttribute("PathLossInterceptDb",
                          "Path loss at 1 km [dB]",
                          DoubleValue(128.1),
                          MakeDoubleAccessor(&CaqaCell::m_interceptDb),
                          MakeDoubleChecker<double>())
            .AddAttribute("PathLossSlopeDb",
                          "Path loss per decade of distance [dB]",
                          DoubleValue(37.6),
                          MakeDoubleAccessor(&CaqaCell::m_slopeDb),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("SlotsPerEpisode",
                          "Slots between new positions of the users",
                          UintegerValue(50),
                          MakeUintegerAccessor(&CaqaCell::m_slotsPerEpisode),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute(
                "Subchannels",
                "Fixed: B/K for each user. Adaptive: the whole band to whoever is ready, in turn",
                EnumValue(FIXED),
                EnumAccessor<Subchannels>(&CaqaCell::m_subchannels),
                MakeEnumChecker(FIXED, "Fixed", ADAPTIVE, "Adaptive"));
    return tid;
}

CaqaParameters
CaqaCell::GetParameters() const
{
    NS_ABORT_MSG_IF(m_minSteps > m_maxSteps, "CaqaCell: MinSteps is above MaxSteps");
    NS_ABORT_MSG_IF(m_minRequirement > m_maxRequirement,
                    "CaqaCell: MinRequirement is above MaxRequirement");
    NS_ABORT_MSG_IF(m_minDistance > m_radius, "CaqaCell: MinDistance is above Radius");
    CaqaParameters parameters;
    parameters.users = static_cast<int>(m_users);
    parameters.bandwidth = m_bandwidth;
    parameters.maxTime = m_maxTime;
    parameters.cycleTime = m_cycleTime;
    parameters.displayPixels = m_displayPixels;
    parameters.bitsPerPixel = m_bitsPerPixel;
    parameters.maxEnergy = m_maxEnergy;
    parameters.maxSensingEnergy = m_maxSensingEnergy;
    parameters.minRequirement = m_minRequirement;
    parameters.maxRequirement = m_maxRequirement;
    parameters.sensingPower = m_sensingPower;
    parameters.powerPerUser = m_powerPerUser;
    parameters.noiseDensity = DbmToWatt(m_noiseDensityDbm);
    parameters.gainScale = GetScenario().pathLoss.Gain(m_radius);
    parameters.sensing = {m_limit, m_scale, m_decay};
    parameters.denoising.workPerStep = m_workPerStep;
    parameters.denoising.serverSpeed = m_serverSpeed;
    parameters.denoising.errorScale = m_errorScale;
    parameters.denoising.errorAttenuation = m_errorAttenuation;
    parameters.denoising.minSteps = static_cast<int>(m_minSteps);
    parameters.denoising.maxSteps = static_cast<int>(m_maxSteps);
    parameters.subchannels =
        m_subchannels == ADAPTIVE ? SubchannelRule::ADAPTIVE : SubchannelRule::FIXED;
    return parameters;
}

CaqaScenario
CaqaCell::GetScenario() const
{
    CaqaScenario scenario;
    scenario.radius = m_radius;
    scenario.minDistance = m_minDistance;
    scenario.pathLoss = {m_interceptDb, m_slopeDb};
    scenario.slotsPerEpisode = static_cast<int>(m_slotsPerEpisode);
    return scenario;
}

} // namespace isac
} // namespace ns3
