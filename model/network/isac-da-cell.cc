/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-cell.h"

#include "isac-compat.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <limits>

namespace ns3
{
namespace isac
{

NS_OBJECT_ENSURE_REGISTERED(DaCell);

namespace
{

/// Says which number of a scenario an attribute is.
template <typename T>
using Field = T& (*)(DaScenario&);

/// An attribute that is a number of the scenario.
template <typename T>
struct Row
{
    const char* name;                                 //!< of the attribute
    const char* help;                                 //!< of the attribute
    Field<T> field;                                   //!< the number
    double least;                                     //!< that it may be
    double most = std::numeric_limits<double>::max(); //!< likewise
};

/// Numbers.
const Row<double> NUMBERS[] = {
    {"Coverage",
     "Users stay so near to the nearest base station [m]",
     [](DaScenario& s) -> double& { return s.coverage; },
     1.0},
    {"MinDistance",
     "And at least so far from each [m]",
     [](DaScenario& s) -> double& { return s.minDistance; },
     0.0},
    {"MinSpeed",
     "Least speed of users [m/s]",
     [](DaScenario& s) -> double& { return s.speed.least; },
     0.0},
    {"MaxSpeed",
     "Greatest speed of users, which environment complexity is relative to [m/s]",
     [](DaScenario& s) -> double& { return s.speed.most; },
     1e-3},
    {"SpeedMemory",
     "Correlation of a user's speeds in successive slots",
     [](DaScenario& s) -> double& { return s.speedMemory; },
     0.0,
     1.0},
    {"SegmentTime",
     "Duration of a video segment and of a slot [s]",
     [](DaScenario& s) -> double& { return s.segmentTime; },
     1e-3},
    {"MinBitRate",
     "Least bit rate of videos [bit/s]",
     [](DaScenario& s) -> double& { return s.bitRate.least; },
     1.0},
    {"MaxBitRate",
     "Greatest bit rate of videos [bit/s]",
     [](DaScenario& s) -> double& { return s.bitRate.most; },
     1.0},
    {"BehaviourAlpha",
     "alpha of the Beta law of behaviour",
     [](DaScenario& s) -> double& { return s.behaviourAlpha; },
     1e-3},
    {"BehaviourBeta",
     "beta of the Beta law of behaviour",
     [](DaScenario& s) -> double& { return s.behaviourBeta; },
     1e-3},
    {"BehaviourMemory",
     "Correlation of a user's behaviour in successive slots, before it is Beta",
     [](DaScenario& s) -> double& { return s.behaviourMemory; },
     0.0,
     1.0},
    {"SwipeChance",
     "Chance of leaving a video after a segment, times behaviour",
     [](DaScenario& s) -> double& { return s.swipeChance; },
     0.0,
     1.0},
    {"RatioShare",
     "Part of the users whose structure is L2",
     [](DaScenario& s) -> double& { return s.ratioShare; },
     0.0,
     1.0},
    {"MinQualityWeight",
     "Least omega_1 of L1",
     [](DaScenario& s) -> double& { return s.qualityWeight.least; },
     0.0},
    {"MaxQualityWeight",
     "Greatest omega_1 of L1",
     [](DaScenario& s) -> double& { return s.qualityWeight.most; },
     0.0},
    {"MinLatencyWeight",
     "Least omega_2 of L1 [1/s]",
     [](DaScenario& s) -> double& { return s.latencyWeight.least; },
     0.0},
    {"MaxLatencyWeight",
     "Greatest omega_2 of L1 [1/s]",
     [](DaScenario& s) -> double& { return s.latencyWeight.most; },
     0.0},
    {"MinRatioWeight",
     "Least omega_3 of L2 [s]",
     [](DaScenario& s) -> double& { return s.ratioWeight.least; },
     0.0},
    {"MaxRatioWeight",
     "Greatest omega_3 of L2 [s]",
     [](DaScenario& s) -> double& { return s.ratioWeight.most; },
     0.0},
    {"RangeAccuracy",
     "alpha_1, largest bound of range [m^2]",
     [](DaScenario& s) -> double& { return s.accuracies[0]; },
     1e-12},
    {"VelocityAccuracy",
     "alpha_2, largest bound of velocity [(m/s)^2]",
     [](DaScenario& s) -> double& { return s.accuracies[1]; },
     1e-12},
    {"AzimuthAccuracy",
     "alpha_3, largest bound of azimuth [degree^2]",
     [](DaScenario& s) -> double& { return s.accuracies[2]; },
     1e-12},
    {"Bandwidth",
     "B_Total, of each base station's carrier and, together, of all grants [Hz]",
     [](DaScenario& s) -> double& { return s.budget.bandwidth; },
     1.0},
    {"Power",
     "P_Total, of all base stations [W]",
     [](DaScenario& s) -> double& { return s.budget.power; },
     1e-9},
    {"Speed",
     "C_Total, of the server [cycle/s]",
     [](DaScenario& s) -> double& { return s.budget.speed; },
     1.0},
    {"NoiseDensity",
     "N0 [W/Hz]",
     [](DaScenario& s) -> double& { return s.model.noiseDensity; },
     1e-25},
    {"CyclesPerMegabyte",
     "mu [cycle/MB]",
     [](DaScenario& s) -> double& { return s.model.cyclesPerMegabyte; },
     0.0},
    {"QualitySlope",
     "xi [1/MB]",
     [](DaScenario& s) -> double& { return s.model.qualitySlope; },
     0.0},
    {"FixedLatency",
     "T0, which no allocation shortens [s]",
     [](DaScenario& s) -> double& { return s.model.fixedLatency; },
     0.0},
};

/// Whole numbers.
const Row<int> COUNTS[] = {
    {"Users", "K", [](DaScenario& s) -> int& { return s.users; }, 1},
    {"VideoSegments",
     "Segments of a video that is watched to its end",
     [](DaScenario& s) -> int& { return s.videoSegments; },
     1},
    {"SlotsPerEpisode",
     "Slots that learners count as one episode",
     [](DaScenario& s) -> int& { return s.slotsPerEpisode; },
     1},
};

/**
 * @brief Reaches a number of the scenario that a DaCell holds.
 * @tparam T of the number
 * @tparam V its attribute value
 */
template <typename T, typename V>
class FieldAccessor : public AttributeAccessor
{
  public:
    /**
     * @param scenario of a DaCell
     * @param field which number
     */
    FieldAccessor(DaScenario DaCell::*scenario, Field<T> field)
        : m_scenario(scenario),
          m_field(field)
    {
    }

    bool Set(ObjectBase* object, const AttributeValue& value) const override
    {
        const auto cell = dynamic_cast<DaCell*>(object);
        const auto number = dynamic_cast<const V*>(&value);
        if (!cell || !number)
        {
            return false;
        }
        m_field(cell->*m_scenario) = static_cast<T>(number->Get());
        return true;
    }

    bool Get(const ObjectBase* object, AttributeValue& value) const override
    {
        const auto cell = dynamic_cast<const DaCell*>(object);
        const auto number = dynamic_cast<V*>(&value);
        if (!cell || !number)
        {
            return false;
        }
        DaScenario scenario = cell->*m_scenario;
        number->Set(m_field(scenario));
        return true;
    }

    bool HasGetter() const override
    {
        return true;
    }

    bool HasSetter() const override
    {
        return true;
    }

  private:
    DaScenario DaCell::*m_scenario; //!< of a DaCell
    Field<T> m_field;               //!< which number
};

} // namespace

TypeId
DaCell::GetTypeId()
{
    static const auto make = []() {
        TypeId tid = TypeId("ns3::isac::DaCell")
                         .SetParent<Object>()
                         .SetGroupName("Isac")
                         .AddConstructor<DaCell>();
        DaScenario defaults;
        for (const Row<double>& row : NUMBERS)
        {
            tid.AddAttribute(
                row.name,
                row.help,
                DoubleValue(row.field(defaults)),
                Create<FieldAccessor<double, DoubleValue>>(&DaCell::m_scenario, row.field),
                MakeDoubleChecker<double>(row.least, row.most));
        }
        for (const Row<int>& row : COUNTS)
        {
            constexpr uint64_t MOST = 1000000;
            tid.AddAttribute(
                row.name,
                row.help,
                UintegerValue(static_cast<uint64_t>(row.field(defaults))),
                Create<FieldAccessor<int, UintegerValue>>(&DaCell::m_scenario, row.field),
                MakeUintegerChecker<uint32_t>(static_cast<uint64_t>(row.least), MOST));
        }
        return tid
            .AddAttribute("Opinion",
                          "What opinion scores follow",
                          EnumValue(PERSONAL),
                          EnumAccessor<Opinion>(&DaCell::m_opinion),
                          MakeEnumChecker(PERSONAL,
                                          "Personal",
                                          LATENCY,
                                          "Latency",
                                          QUALITY,
                                          "Quality",
                                          COMBINED,
                                          "Combined"))
            .AddAttribute("PerStation",
                          "Whether each base station has an equal part of the budget of its own",
                          BooleanValue(false),
                          MakeBooleanAccessor(&DaCell::m_perStation),
                          MakeBooleanChecker())
            .AddAttribute("ControlShare",
                          "Part of each carrier and of the power that is set aside for control: "
                          "requests, grants and scores",
                          DoubleValue(0.01),
                          MakeDoubleAccessor(&DaCell::m_controlShare),
                          MakeDoubleChecker<double>(0.0, 0.99))
            .AddAttribute("UserPower",
                          "Of a user's reports [W]",
                          DoubleValue(0.2),
                          MakeDoubleAccessor(&DaCell::m_userPower),
                          MakeDoubleChecker<double>(1e-9))
            .AddAttribute("SampleBytes",
                          "Raw data in a report",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&DaCell::m_sampleBytes),
                          MakeUintegerChecker<uint32_t>(0, 60000))
            .AddAttribute("ReportTime",
                          "Time in the air that the band for a user's reports is made for",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&DaCell::m_reportTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("HandoverTime",
                          "A user is not served for so long after he was handed over",
                          TimeValue(MilliSeconds(30)),
                          MakeTimeAccessor(&DaCell::m_handoverTime),
                          MakeTimeChecker(Seconds(0)));
    };
    static const TypeId tid = make();
    return tid;
}

void
DaCell::SetScenario(const DaScenario& scenario)
{
    m_scenario = scenario;
    m_opinion = static_cast<Opinion>(scenario.opinion);
    m_perStation = scenario.perStation;
}

DaScenario
DaCell::GetScenario() const
{
    DaScenario scenario = m_scenario;
    scenario.opinion = static_cast<DaOpinion>(m_opinion);
    scenario.perStation = m_perStation;
    return scenario;
}

DaScenario
DaCell::GetGrantedScenario() const
{
    DaScenario scenario = GetScenario();
    scenario.budget.bandwidth *= 1.0 - m_controlShare;
    scenario.budget.power *= 1.0 - m_controlShare;
    return scenario;
}

double
DaCell::GetControlShare() const
{
    return m_controlShare;
}

double
DaCell::GetUserPower() const
{
    return m_userPower;
}

uint32_t
DaCell::GetSampleBytes() const
{
    return m_sampleBytes;
}

Time
DaCell::GetReportTime() const
{
    return m_reportTime;
}

Time
DaCell::GetHandoverTime() const
{
    return m_handoverTime;
}

Time
DaCell::GetSlotTime() const
{
    return Seconds(m_scenario.segmentTime);
}

} // namespace isac
} // namespace ns3
