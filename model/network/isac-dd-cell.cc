/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-cell.h"

#include "isac-compat.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <bitset>
#include <utility>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(DdCell);

namespace
{
constexpr double BITS_PER_BYTE = 8.0;
}

TypeId
DdCell::GetTypeId()
{
    const DdParameters parameters;
    static TypeId tid =
        TypeId("ns3::isac::DdCell")
            .SetParent<Object>()
            .SetGroupName("Isac")
            .AddConstructor<DdCell>()
            .AddAttribute("Users",
                          "K",
                          UintegerValue(static_cast<uint64_t>(parameters.users)),
                          MakeUintegerAccessor(&DdCell::m_users),
                          MakeUintegerChecker<uint32_t>(1, 250))
            .AddAttribute("MostServerSteps",
                          "Largest t_0",
                          UintegerValue(static_cast<uint64_t>(parameters.mostServerSteps)),
                          MakeUintegerAccessor(&DdCell::m_mostServerSteps),
                          MakeUintegerChecker<uint32_t>(1, 1000))
            .AddAttribute("MostDeviceSteps",
                          "Largest t_k",
                          UintegerValue(static_cast<uint64_t>(parameters.mostDeviceSteps)),
                          MakeUintegerAccessor(&DdCell::m_mostDeviceSteps),
                          MakeUintegerChecker<uint32_t>(1, 1000))
            .AddAttribute("ServerStepEnergy",
                          "delta_0 [J]",
                          DoubleValue(parameters.serverStepEnergy),
                          MakeDoubleAccessor(&DdCell::m_serverStepEnergy),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("ServerBudget",
                          "E_T, of shared steps and transmissions of a slot [J]",
                          DoubleValue(parameters.serverBudget),
                          MakeDoubleAccessor(&DdCell::m_serverBudget),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Reserve",
                          "Part of ServerBudget that decisions leave for headers and repeated "
                          "packets",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&DdCell::m_reserve),
                          MakeDoubleChecker<double>(0.0, 0.99))
            .AddAttribute("Airtime",
                          "beta, time on air of a latent; the bandwidth follows from it and from "
                          "the latent's size [s]",
                          DoubleValue(parameters.energyPerWatt),
                          MakeDoubleAccessor(&DdCell::m_airtime),
                          MakeDoubleChecker<double>(1e-6))
            .AddAttribute("SnrPerWatt",
                          "rho, mean E_b/N_0 of 1 W at the users' usual distance [1/W]",
                          DoubleValue(parameters.snrPerWatt),
                          MakeDoubleAccessor(&DdCell::m_snrPerWatt),
                          MakeDoubleChecker<double>(1e-12))
            .AddAttribute("QoeThreshold",
                          "Q_th",
                          DoubleValue(parameters.qoeThreshold),
                          MakeDoubleAccessor(&DdCell::m_threshold),
                          MakeDoubleChecker<double>(0.0, 1.0))
            .AddAttribute("Schedule",
                          "Steps of a device's schedule: Longest is t_0 and the largest t_k of the "
                          "group, Own is t_0 and its own t_k",
                          EnumValue(LONGEST),
                          EnumAccessor<Schedule>(&DdCell::m_schedule),
                          MakeEnumChecker(OWN, "Own", LONGEST, "Longest"))
            .AddAttribute("FadingSeverity",
                          "m of Fisher-Snedecor fading",
                          DoubleValue(parameters.fadingSeverity),
                          MakeDoubleAccessor(&DdCell::m_severity),
                          MakeDoubleChecker<double>(1e-2, 1e3))
            .AddAttribute("FadingShadowing",
                          "m_s of Fisher-Snedecor fading",
                          DoubleValue(parameters.fadingShadowing),
                          MakeDoubleAccessor(&DdCell::m_shadowing),
                          MakeDoubleChecker<double>(1e-2, 1e3))
            .AddAttribute("Arrangement",
                          "Who takes the shared steps: the edge server, one device of each pair, "
                          "or the head of each group",
                          EnumValue(EDGE),
                          EnumAccessor<Arrangement>(&DdCell::m_arrangement),
                          MakeEnumChecker(EDGE, "Edge", PAIRS, "Pairs", CLUSTER, "Cluster"))
            .AddAttribute("GroupDistance",
                          "Largest semantic distance of two prompts that share steps",
                          DoubleValue(1.5),
                          MakeDoubleAccessor(&DdCell::m_groupDistance),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Centre",
                          "Whose prompt is a group's: its medoid's or the first user's",
                          EnumValue(MEDOID),
                          EnumAccessor<Centre>(&DdCell::m_centre),
                          MakeEnumChecker(MEDOID, "Medoid", FIRST, "First"))
            .AddAttribute("MostPerGroup",
                          "Most users who share steps, 0 for any number; never above 2 in pairs",
                          UintegerValue(0),
                          MakeUintegerAccessor(&DdCell::m_mostPerGroup),
                          MakeUintegerChecker<uint32_t>(0, 250))
            .AddAttribute("LatentFormat",
                          "Bits of a value of a latent",
                          EnumValue(NATURAL8),
                          EnumAccessor<Format>(&DdCell::m_format),
                          MakeEnumChecker(NATURAL8, "Natural8", GRAY8, "Gray8", FLOAT32, "Float32"))
            .AddAttribute("LatentLimit",
                          "Largest value of a latent on air, of either sign",
                          DoubleValue(LatentCoding().limit),
                          MakeDoubleAccessor(&DdCell::m_limit),
                          MakeDoubleChecker<double>(1e-3));
    return tid;
}

DdCell::DdCell()
    : m_source(std::make_shared<LawLatents>(MakeShapePrompts()))
{
}

void
DdCell::SetParameters(const DdParameters& parameters)
{
    m_parameters = parameters;
    m_users = static_cast<uint32_t>(parameters.users);
    m_mostServerSteps = static_cast<uint32_t>(parameters.mostServerSteps);
    m_mostDeviceSteps = static_cast<uint32_t>(parameters.mostDeviceSteps);
    m_serverStepEnergy = parameters.serverStepEnergy;
    m_serverBudget = parameters.serverBudget;
    m_airtime = parameters.energyPerWatt;
    m_snrPerWatt = parameters.snrPerWatt;
    m_threshold = parameters.qoeThreshold;
    m_schedule = parameters.schedule == DdSchedule::OWN ? OWN : LONGEST;
    m_severity = parameters.fadingSeverity;
    m_shadowing = parameters.fadingShadowing;
}

DdParameters
DdCell::GetParameters() const
{
    DdParameters parameters = m_parameters;
    parameters.users = static_cast<int>(m_users);
    parameters.mostServerSteps = static_cast<int>(m_mostServerSteps);
    parameters.mostDeviceSteps = static_cast<int>(m_mostDeviceSteps);
    parameters.serverStepEnergy = m_serverStepEnergy;
    parameters.serverBudget = m_serverBudget;
    parameters.energyPerWatt = m_airtime;
    parameters.snrPerWatt = m_snrPerWatt;
    parameters.qoeThreshold = m_threshold;
    parameters.schedule = m_schedule == OWN ? DdSchedule::OWN : DdSchedule::LONGEST;
    parameters.fadingSeverity = m_severity;
    parameters.fadingShadowing = m_shadowing;
    // Latents meet the channel as it is, and who shares steps is the manager's to say.
    parameters.channel = DdChannel::INSTANTANEOUS;
    parameters.sharing = DdSharing::SHARED;
    return parameters;
}

DdParameters
DdCell::GetGroupParameters(std::size_t users, double stepEnergy) const
{
    DdParameters parameters = GetParameters();
    parameters.users = static_cast<int>(users);
    parameters.serverStepEnergy = stepEnergy;
    parameters.serverBudget *= (1.0 - m_reserve) * static_cast<double>(users) / m_users;
    return parameters;
}

void
DdCell::SetSource(std::shared_ptr<const LatentSource> source)
{
    m_source = std::move(source);
}

const LatentSource&
DdCell::GetSource() const
{
    return *m_source;
}

void
DdCell::SetEvaluator(Evaluator evaluator)
{
    m_evaluator = std::move(evaluator);
}

DdVerdict
DdCell::Judge(const DdJudgement& judgement) const
{
    return m_evaluator ? m_evaluator(judgement) : DdVerdict{judgement.surrogate, std::nullopt};
}

LatentCoding
DdCell::GetCoding() const
{
    const LatentFormat format = m_format == NATURAL8 ? LatentFormat::NATURAL8
                                : m_format == GRAY8  ? LatentFormat::GRAY8
                                                     : LatentFormat::FLOAT32;
    return {format, m_limit};
}

uint32_t
DdCell::GetLatentBytes() const
{
    const auto values = static_cast<std::size_t>(m_source->LatentSize());
    return static_cast<uint32_t>(LatentBytes(GetCoding(), values));
}

double
DdCell::GetAirtime() const
{
    return m_airtime;
}

void
DdCell::SetHeaderBytes(uint32_t bytes)
{
    m_headerBytes = bytes;
}

double
DdCell::GetRate() const
{
    return BITS_PER_BYTE * (GetLatentBytes() + m_headerBytes) / m_airtime;
}

DdCell::Arrangement
DdCell::GetArrangement() const
{
    return m_arrangement;
}

double
DdCell::GetGroupDistance() const
{
    return m_groupDistance;
}

PromptCentre
DdCell::GetCentre() const
{
    return m_centre == MEDOID ? PromptCentre::MEDOID : PromptCentre::FIRST;
}

int
DdCell::GetMostPerGroup() const
{
    constexpr uint32_t PAIR = 2;
    const bool pairs = m_arrangement == PAIRS && (m_mostPerGroup == 0 || m_mostPerGroup > PAIR);
    return static_cast<int>(pairs ? PAIR : m_mostPerGroup);
}

void
DdCell::NoteSent(uint32_t slot, Mac48Address user, const std::vector<uint8_t>& bytes)
{
    m_sent[user] = {slot, bytes};
}

uint32_t
DdCell::CountWrongBits(uint32_t slot, Mac48Address user, const std::vector<uint8_t>& bytes) const
{
    const auto sent = m_sent.find(user);
    if (sent == m_sent.end() || sent->second.first != slot ||
        sent->second.second.size() != bytes.size())
    {
        return static_cast<uint32_t>(BITS_PER_BYTE) * static_cast<uint32_t>(bytes.size());
    }
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        wrong += std::bitset<8>(bytes[i] ^ sent->second.second[i]).count();
    }
    return static_cast<uint32_t>(wrong);
}

} // namespace isac
} // namespace ns3
