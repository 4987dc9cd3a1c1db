/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-megc-cell.h"

#include "isac-compat.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(MegcCell);

TypeId
MegcCell::GetTypeId()
{
    const MegcParameters parameters;
    const MegcScenario scenario;
    static TypeId tid =
        TypeId("ns3::isac::MegcCell")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<MegcCell>()
            .AddAttribute("ComputeUsers",
                          "Number of computation users",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MegcCell::m_computeUsers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ContentUsers",
                          "Number of content users",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MegcCell::m_contentUsers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("VisionUsers",
                          "Number of vision users",
                          UintegerValue(1),
                          MakeUintegerAccessor(&MegcCell::m_visionUsers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("BestEffortShare",
                          "Part of both bands and of all powers that is set aside for traffic "
                          "beside the grants; what shares are of is less by it",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&MegcCell::m_bestEffortShare),
                          MakeDoubleChecker<double>(0.0, 0.99))
            .AddAttribute("UplinkBandwidth",
                          "B_off [Hz]",
                          DoubleValue(parameters.uplinkBandwidth),
                          MakeDoubleAccessor(&MegcCell::m_uplinkBandwidth),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("DownlinkBandwidth",
                          "B_back [Hz]",
                          DoubleValue(parameters.downlinkBandwidth),
                          MakeDoubleAccessor(&MegcCell::m_downlinkBandwidth),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("UserPower",
                          "p_MU, of a device [W]",
                          DoubleValue(parameters.userPower),
                          MakeDoubleAccessor(&MegcCell::m_userPower),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("ServerPower",
                          "P, of the base station [W]",
                          DoubleValue(parameters.serverPower),
                          MakeDoubleAccessor(&MegcCell::m_serverPower),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("NoiseDensity",
                          "N0 [W/Hz]",
                          DoubleValue(parameters.noiseDensity),
                          MakeDoubleAccessor(&MegcCell::m_noiseDensity),
                          MakeDoubleChecker<double>(1e-25))
            .AddAttribute("CyclesPerBit",
                          "chi, of computation tasks [cycle/bit]",
                          DoubleValue(parameters.cyclesPerBit),
                          MakeDoubleAccessor(&MegcCell::m_cyclesPerBit),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("DeviceSpeed",
                          "f_comp [cycle/s]",
                          DoubleValue(parameters.deviceSpeed),
                          MakeDoubleAccessor(&MegcCell::m_deviceSpeed),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("ServerSpeed",
                          "f_ES [cycle/s]",
                          DoubleValue(parameters.serverSpeed),
                          MakeDoubleAccessor(&MegcCell::m_serverSpeed),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("InferenceSlope",
                          "xi",
                          DoubleValue(parameters.inferenceSlope),
                          MakeDoubleAccessor(&MegcCell::m_inferenceSlope),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("InferenceOffset",
                          "zeta",
                          DoubleValue(parameters.inferenceOffset),
                          MakeDoubleAccessor(&MegcCell::m_inferenceOffset),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("InferenceCyclesPerBit",
                          "chi_gen [cycle/bit]",
                          DoubleValue(parameters.inferenceCyclesPerBit),
                          MakeDoubleAccessor(&MegcCell::m_inferenceCyclesPerBit),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ReferenceSpeed",
                          "f_ref, in whose seconds xi and zeta count [cycle/s]",
                          DoubleValue(parameters.referenceSpeed),
                          MakeDoubleAccessor(&MegcCell::m_referenceSpeed),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("Expansion",
                          "psi, bits of a vision result per bit sent",
                          DoubleValue(parameters.expansion),
                          MakeDoubleAccessor(&MegcCell::m_expansion),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ComputeDistance",
                          "Of computation users from the base station [m]",
                          DoubleValue(scenario.computeDistance),
                          MakeDoubleAccessor(&MegcCell::m_computeDistance),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("ContentDistance",
                          "Of content users from the base station [m]",
                          DoubleValue(scenario.contentDistance),
                          MakeDoubleAccessor(&MegcCell::m_contentDistance),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("VisionDistance",
                          "Of vision users from the base station [m]",
                          DoubleValue(scenario.visionDistance),
                          MakeDoubleAccessor(&MegcCell::m_visionDistance),
                          MakeDoubleChecker<double>(1.0))
            .AddAttribute("GainAtOneMetre",
                          "beta_0; gain falls with the square of distance",
                          DoubleValue(scenario.gainAtOneMetre),
                          MakeDoubleAccessor(&MegcCell::m_gainAtOneMetre),
                          MakeDoubleChecker<double>(1e-30))
            .AddAttribute("RicianFactor",
                          "Power in line of sight over power scattered, for Rician fading",
                          DoubleValue(scenario.ricianFactor),
                          MakeDoubleAccessor(&MegcCell::m_ricianFactor),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("MinTaskBits",
                          "Of computation and vision tasks [bit]",
                          DoubleValue(scenario.minTaskBits),
                          MakeDoubleAccessor(&MegcCell::m_minTaskBits),
                          MakeDoubleChecker<double>(8.0))
            .AddAttribute("MaxTaskBits",
                          "Of computation and vision tasks [bit]",
                          DoubleValue(scenario.maxTaskBits),
                          MakeDoubleAccessor(&MegcCell::m_maxTaskBits),
                          MakeDoubleChecker<double>(8.0))
            .AddAttribute("MinContentBits",
                          "Of generated content [bit]",
                          DoubleValue(scenario.minContentBits),
                          MakeDoubleAccessor(&MegcCell::m_minContentBits),
                          MakeDoubleChecker<double>(8.0))
            .AddAttribute("MaxContentBits",
                          "Of generated content [bit]",
                          DoubleValue(scenario.maxContentBits),
                          MakeDoubleAccessor(&MegcCell::m_maxContentBits),
                          MakeDoubleChecker<double>(8.0))
            .AddAttribute("Fading",
                          "How channels vary from slot to slot",
                          EnumValue(RICIAN),
                          EnumAccessor<Fading>(&MegcCell::m_fading),
                          MakeEnumChecker(NONE, "None", RICIAN, "Rician", RAYLEIGH, "Rayleigh"))
            .AddAttribute("Tasks",
                          "What sizes of tasks follow",
                          EnumValue(UNIFORM),
                          EnumAccessor<Tasks>(&MegcCell::m_tasks),
                          MakeEnumChecker(UNIFORM, "Uniform", POISSON, "Poisson"))
            .AddAttribute("SlotsPerEpisode",
                          "Slots that learners count as one episode",
                          UintegerValue(static_cast<uint64_t>(scenario.slotsPerEpisode)),
                          MakeUintegerAccessor(&MegcCell::m_slotsPerEpisode),
                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

void
MegcCell::SetConstants(const MegcParameters& parameters, const MegcScenario& scenario)
{
    m_computeUsers = static_cast<uint32_t>(parameters.computeUsers);
    m_contentUsers = static_cast<uint32_t>(parameters.contentUsers);
    m_visionUsers = static_cast<uint32_t>(parameters.visionUsers);
    m_uplinkBandwidth = parameters.uplinkBandwidth;
    m_downlinkBandwidth = parameters.downlinkBandwidth;
    m_userPower = parameters.userPower;
    m_serverPower = parameters.serverPower;
    m_noiseDensity = parameters.noiseDensity;
    m_cyclesPerBit = parameters.cyclesPerBit;
    m_deviceSpeed = parameters.deviceSpeed;
    m_serverSpeed = parameters.serverSpeed;
    m_inferenceSlope = parameters.inferenceSlope;
    m_inferenceOffset = parameters.inferenceOffset;
    m_inferenceCyclesPerBit = parameters.inferenceCyclesPerBit;
    m_referenceSpeed = parameters.referenceSpeed;
    m_expansion = parameters.expansion;
    m_computeDistance = scenario.computeDistance;
    m_contentDistance = scenario.contentDistance;
    m_visionDistance = scenario.visionDistance;
    m_gainAtOneMetre = scenario.gainAtOneMetre;
    m_ricianFactor = scenario.ricianFactor;
    m_minTaskBits = scenario.minTaskBits;
    m_maxTaskBits = scenario.maxTaskBits;
    m_minContentBits = scenario.minContentBits;
    m_maxContentBits = scenario.maxContentBits;
    m_fading = static_cast<Fading>(scenario.fading);
    m_tasks = static_cast<Tasks>(scenario.tasks);
    m_slotsPerEpisode = static_cast<uint32_t>(scenario.slotsPerEpisode);
}

MegcParameters
MegcCell::GetParameters() const
{
    MegcParameters parameters;
    parameters.computeUsers = static_cast<int>(m_computeUsers);
    parameters.contentUsers = static_cast<int>(m_contentUsers);
    parameters.visionUsers = static_cast<int>(m_visionUsers);
    parameters.uplinkBandwidth = m_uplinkBandwidth;
    parameters.downlinkBandwidth = m_downlinkBandwidth;
    parameters.userPower = m_userPower;
    parameters.serverPower = m_serverPower;
    parameters.noiseDensity = m_noiseDensity;
    parameters.cyclesPerBit = m_cyclesPerBit;
    parameters.deviceSpeed = m_deviceSpeed;
    parameters.serverSpeed = m_serverSpeed;
    parameters.inferenceSlope = m_inferenceSlope;
    parameters.inferenceOffset = m_inferenceOffset;
    parameters.inferenceCyclesPerBit = m_inferenceCyclesPerBit;
    parameters.referenceSpeed = m_referenceSpeed;
    parameters.expansion = m_expansion;
    return parameters;
}

MegcParameters
MegcCell::GetGrantedParameters() const
{
    const double share = 1.0 - m_bestEffortShare;
    MegcParameters parameters = GetParameters();
    parameters.uplinkBandwidth *= share;
    parameters.downlinkBandwidth *= share;
    parameters.userPower *= share;
    parameters.serverPower *= share;
    return parameters;
}

MegcScenario
MegcCell::GetScenario() const
{
    NS_ABORT_MSG_IF(m_minTaskBits > m_maxTaskBits, "MegcCell: MinTaskBits is above MaxTaskBits");
    NS_ABORT_MSG_IF(m_minContentBits > m_maxContentBits,
                    "MegcCell: MinContentBits is above MaxContentBits");
    MegcScenario scenario;
    scenario.computeDistance = m_computeDistance;
    scenario.contentDistance = m_contentDistance;
    scenario.visionDistance = m_visionDistance;
    scenario.gainAtOneMetre = m_gainAtOneMetre;
    scenario.ricianFactor = m_ricianFactor;
    scenario.minTaskBits = m_minTaskBits;
    scenario.maxTaskBits = m_maxTaskBits;
    scenario.minContentBits = m_minContentBits;
    scenario.maxContentBits = m_maxContentBits;
    scenario.fading = static_cast<MegcFading>(m_fading);
    scenario.tasks = static_cast<MegcTaskLaw>(m_tasks);
    scenario.slotsPerEpisode = static_cast<int>(m_slotsPerEpisode);
    return scenario;
}

double
MegcCell::GetBestEffortShare() const
{
    return m_bestEffortShare;
}

} // namespace isac
} // namespace ns3
