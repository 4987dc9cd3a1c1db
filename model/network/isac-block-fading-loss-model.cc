/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-block-fading-loss-model.h"

#include "isac-compat.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/hash.h"
#include "ns3/isac-decibel.h"
#include "ns3/mobility-model.h"
#include "ns3/node.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(IsacBlockFadingLossModel);

TypeId
IsacBlockFadingLossModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::isac::IsacBlockFadingLossModel")
            .SetParent<PropagationLossModel>()
            .SetGroupName("Isac")
            .AddConstructor<IsacBlockFadingLossModel>()
            .AddAttribute("BlockDuration",
                          "How long the gain of a link stays the same; blocks "
                          "begin at multiples of it",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&IsacBlockFadingLossModel::m_block),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Distribution",
                          "Distribution of the gain",
                          EnumValue(RICIAN),
                          EnumAccessor<Kind>(&IsacBlockFadingLossModel::m_kind),
                          MakeEnumChecker(RICIAN, "Rician", FISHER_SNEDECOR, "FisherSnedecor"))
            .AddAttribute("Severity",
                          "m of Fisher-Snedecor fading: the smaller, the more severe",
                          DoubleValue(2.0),
                          MakeDoubleAccessor(&IsacBlockFadingLossModel::SetSeverity,
                                             &IsacBlockFadingLossModel::GetSeverity),
                          MakeDoubleChecker<double>(1e-2, 1e3))
            .AddAttribute("Shadowing",
                          "m_s of Fisher-Snedecor fading: the smaller, the heavier",
                          DoubleValue(1.5),
                          MakeDoubleAccessor(&IsacBlockFadingLossModel::SetShadowing,
                                             &IsacBlockFadingLossModel::GetShadowing),
                          MakeDoubleChecker<double>(1e-2, 1e3))
            .AddAttribute("RicianFactor",
                          "Power in line of sight over power scattered, linear; 0 "
                          "for Rayleigh fading",
                          DoubleValue(0.0),
                          MakeDoubleAccessor(&IsacBlockFadingLossModel::m_rician),
                          MakeDoubleChecker<double>(0.0))
            .AddAttribute("Reciprocal",
                          "Whether both directions of a link have the same gain",
                          BooleanValue(true),
                          MakeBooleanAccessor(&IsacBlockFadingLossModel::m_reciprocal),
                          MakeBooleanChecker());
    return tid;
}

void
IsacBlockFadingLossModel::SetSeverity(double severity)
{
    m_severity = severity;
    m_shadowed = FisherSnedecorFading(m_severity, m_shadowing);
}

double
IsacBlockFadingLossModel::GetSeverity() const
{
    return m_severity;
}

void
IsacBlockFadingLossModel::SetShadowing(double shadowing)
{
    m_shadowing = shadowing;
    m_shadowed = FisherSnedecorFading(m_severity, m_shadowing);
}

double
IsacBlockFadingLossModel::GetShadowing() const
{
    return m_shadowing;
}

double
IsacBlockFadingLossModel::GetGain(uint32_t a, uint32_t b) const
{
    const uint64_t key[] = {
        RngSeedManager::GetSeed(),
        RngSeedManager::GetRun(),
        static_cast<uint64_t>(m_stream),
        m_reciprocal ? std::min(a, b) : a,
        m_reciprocal ? std::max(a, b) : b,
        static_cast<uint64_t>(Simulator::Now().GetTimeStep() / m_block.GetTimeStep())};
    const uint64_t hash = Hash64(reinterpret_cast<const char*>(key), sizeof(key));
    // A link without any gain has no logarithm.
    constexpr double LEAST = 1e-16;
    if (m_kind == FISHER_SNEDECOR)
    {
        // 52 bits and a half one: neither 0, which has no logarithm, nor 1, whose gain is infinite.
        const double probability = (static_cast<double>(hash >> 12) + 0.5) / 4503599627370496.0;
        return std::max(m_shadowed.Quantile(probability), LEAST);
    }
    // 53 bits in (0, 1]: its negative logarithm is finite and exponential.
    const double uniform = (static_cast<double>(hash >> 11) + 1.0) / 9007199254740992.0;
    const double scattered = -std::log(uniform);
    if (m_rician <= 0.0)
    {
        return std::max(scattered, LEAST);
    }
    // What is scattered is complex normal: its phase, uniform, is a hash of its own.
    const uint64_t turned = Hash64(reinterpret_cast<const char*>(&hash), sizeof(hash));
    const double phase = 2.0 * M_PI * static_cast<double>(turned >> 11) / 9007199254740992.0;
    const double real = std::sqrt(m_rician) + std::sqrt(scattered) * std::cos(phase);
    const double imaginary = std::sqrt(scattered) * std::sin(phase);
    return std::max((real * real + imaginary * imaginary) / (m_rician + 1.0), LEAST);
}

double
IsacBlockFadingLossModel::DoCalcRxPower(double txPowerDbm,
                                        Ptr<MobilityModel> a,
                                        Ptr<MobilityModel> b) const
{
    const Ptr<Node> from = a->GetObject<Node>();
    const Ptr<Node> to = b->GetObject<Node>();
    NS_ABORT_MSG_IF(!from || !to, "IsacBlockFadingLossModel: a mobility model belongs to no node");
    return txPowerDbm + LinearToDb(GetGain(from->GetId(), to->GetId()));
}

int64_t
IsacBlockFadingLossModel::DoAssignStreams(int64_t stream)
{
    m_stream = stream;
    return 1;
}

} // namespace isac
} // namespace ns3
