/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Episodes of DA-ISAC with digital agents in the loop: near the reference where all is foreseen,
 * better with what users report, and what samples cost.
 */

#include "ns3/isac-da-assisted.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace ns3::isac;

namespace
{

/// @param users how many @return the paper's scenario with so many
DaScenario
Users(int users)
{
    DaScenario scenario;
    scenario.users = users;
    return scenario;
}

/// @return settings of a controller that knows all QoE models, and whom samples cost nothing
DaAssistedSettings
Informed()
{
    DaAssistedSettings settings;
    settings.firstModels = DaFirstModels::PERSONAL;
    settings.controller.fitModels = false;
    settings.reportBits.fill(0.0);
    settings.accuracyReserve = 0.0;
    return settings;
}

/// Weighs all users alike.
class EqualWeights : public Policy
{
  public:
    /// @param numbers of an action
    explicit EqualWeights(int numbers)
        : m_numbers(numbers)
    {
    }

    Action Act(const Eigen::VectorXd&, bool) override
    {
        return {{}, Eigen::VectorXd::Constant(m_numbers, 0.5)};
    }

  private:
    int m_numbers; //!< of an action
};

/// What came of some slots.
struct Total
{
    double meanQoe = 0.0;      //!< mean
    double reference = 0.0;    //!< mean
    double bandwidth = 0.0;    //!< of samples, mean [Hz]
    double placeError = 0.0;   //!< mean [m]
    double structures = 0.0;   //!< mean part that was right
    int samples = 0;           //!< sum
    int missed = 0;            //!< sum
    int reports = 0;           //!< sum
    int handovers = 0;         //!< sum
    double leastQoe = 1e300;   //!< of all slots
    double mostBandwidth = 0.; //!< of all slots [Hz]
};

/**
 * @param episode goes on
 * @param slots how many
 * @param reference whether to compute it
 * @return what came of them, decided optimally
 */
Total
Advance(DaAssistedEpisode& episode, int slots, bool reference = true)
{
    const DaDecider optimum = DaDeciderByName("optimum", episode.GetScenario(), 1);
    Total total;
    for (int slot = 0; slot < slots; ++slot)
    {
        total.reference += reference ? episode.Reference(optimum) / slots : 0.0;
        const DaAssistedSlot one = episode.Step(optimum);
        total.meanQoe += one.meanQoe / slots;
        total.bandwidth += one.collectionBandwidth / slots;
        total.placeError += one.placeError / slots;
        total.structures += one.rightStructures / slots;
        total.samples += one.samples;
        total.missed += one.missed;
        total.reports += one.reports;
        total.handovers += one.handovers;
        total.leastQoe = std::min(total.leastQoe, one.meanQoe);
        total.mostBandwidth = std::max(total.mostBandwidth, one.collectionBandwidth);
    }
    return total;
}

} // namespace

TEST(DaAssisted, IsTheReferenceWhereAllIsForeseen)
{
    // Nothing about users changes, echoes are exact, and nobody need be sensed.
    DaScenario scenario;
    scenario.speed = {1e-9, 1e-9};
    scenario.bitRate = {12e6, 12e6};
    scenario.behaviourMemory = 1.0;
    for (DaStation& station : scenario.stations)
    {
        station.sensing.weights = {1e-12, 1e-32, 1e-25};
    }
    DaAssistedEpisode episode(scenario, Informed(), 1);
    Advance(episode, 1); // which collects the first samples
    const Total total = Advance(episode, 20);
    // Solutions are known to 1e-11; echoes are off by 1e-6 m or 1e-6 degree of a few 100 m.
    EXPECT_NEAR(total.meanQoe / total.reference, 1.0, 1e-8);
    EXPECT_EQ(total.handovers, 0);
    EXPECT_EQ(total.bandwidth, 0.0);
    EXPECT_NEAR(total.structures, 1.0, 1e-12);
    EXPECT_LT(total.placeError, 1e-5);
}

TEST(DaAssisted, ForeseesThePapersUsersWell)
{
    const DaScenario scenario;
    DaAssistedSettings settings = Informed();
    DaAssistedEpisode exact(scenario, settings, 2);
    const Total bare = Advance(exact, 60);
    settings.accuracyReserve = 0.1;
    DaAssistedEpisode careful(scenario, settings, 2);
    const Total total = Advance(careful, 60);
    EXPECT_EQ(total.reference, bare.reference);
    // What videos, moods and turns surprise with, and the reserve, cost little.
    EXPECT_GT(bare.meanQoe, 0.98 * bare.reference);
    EXPECT_LT(bare.meanQoe, bare.reference);
    EXPECT_GT(total.meanQoe, 0.98 * bare.reference);
    // A reserve is what keeps demands where users are not where they were thought to be.
    EXPECT_LT(5 * total.missed, bare.missed);
    // Speeds change by 1.25 m/s in a slot of 2 s, and few turn.
    EXPECT_GT(total.placeError, 1.0);
    EXPECT_LT(total.placeError, 10.0);
}

TEST(DaAssisted, LearnsModelsFromReports)
{
    const DaScenario scenario = Users(10);
    DaAssistedSettings settings;
    settings.controller.fitModels = false;
    DaAssistedEpisode ignorant(scenario, settings, 3);
    settings.controller.fitModels = true;
    settings.controller.agent.shuffles = 19;
    DaAssistedEpisode learning(scenario, settings, 3);
    const Total before = Advance(learning, 100);
    Advance(learning, 500, false);
    const Total after = Advance(learning, 100);
    Advance(ignorant, 600, false);
    const Total never = Advance(ignorant, 100);
    EXPECT_EQ(after.reference, never.reference);
    EXPECT_NEAR(before.structures, 0.5, 1e-12); // half are L1, as the general model says of all
    EXPECT_NEAR(never.structures, 0.5, 1e-12);
    EXPECT_GT(after.structures, 0.65);
    EXPECT_GT(after.meanQoe, never.meanQoe);
    EXPECT_LT(after.meanQoe, after.reference);
    EXPECT_GT(before.reports, 0);
}

TEST(DaAssisted, SamplesCostLessWhereTheyAreSavedMore)
{
    const DaScenario scenario = Users(10);
    Total last;
    for (const double scale : {0.0, 0.5, 1.0, 2.0})
    {
        DaAssistedSettings settings = Informed();
        settings.reportBits = {16e5, 16e5, 160e5};
        for (DaCollection& kind : settings.controller.agent.collection)
        {
            kind.attenuation *= scale;
        }
        DaAssistedEpisode episode(scenario, settings, 4);
        const Total total = Advance(episode, 60);
        if (scale == 0.0)
        {
            // 2, 1 and .5 a second make 7 in a slot of 2 s.
            EXPECT_EQ(total.samples, 7 * 10 * 60);
        }
        else
        {
            EXPECT_LT(total.samples, last.samples);
            EXPECT_LT(total.bandwidth, last.bandwidth);
        }
        EXPECT_GT(total.bandwidth, 0.0);
        last = total;
    }
}

TEST(DaAssisted, SamplesNeverTakeMoreThanTheirPart)
{
    const DaScenario scenario = Users(10);
    DaAssistedSettings settings = Informed();
    settings.reportBits.fill(1e9);
    settings.mostCollection = 0.2;
    DaAssistedEpisode episode(scenario, settings, 5);
    const Total total = Advance(episode, 30);
    EXPECT_LE(total.mostBandwidth, 0.2 * scenario.budget.bandwidth);
    EXPECT_TRUE(std::isfinite(total.leastQoe));
    // Without any room for samples nothing is known, and without power nothing can be sent.
    settings.mostCollection = 0.0;
    DaAssistedEpisode silent(scenario, settings, 5);
    EXPECT_EQ(Advance(silent, 5).samples, 0);
    settings.mostCollection = 0.5;
    settings.devicePower = 0.0;
    DaAssistedEpisode mute(scenario, settings, 5);
    EXPECT_EQ(Advance(mute, 5).samples, 0);
}

TEST(DaAssisted, FindsUsersAgainWhoCannotBeSensed)
{
    // Ten times better accuracies than the paper's: many cannot be sensed at a time.
    DaScenario scenario;
    scenario.accuracies.fill(1e-3);
    DaAssistedEpisode episode(scenario, Informed(), 6);
    const Total total = Advance(episode, 120);
    // At most two slots at the greatest speed before one who drives otherwise says so, plus what an
    // echo within poorEcho may be off.
    EXPECT_LT(total.placeError, 40.0);
}

TEST(DaAssisted, NobodyWaitsForever)
{
    // L1 has no lower end; here nobody gets anything.
    DaScenario scenario;
    scenario.ratioShare = 0.0;
    DaAssistedEpisode episode(scenario, Informed(), 7);
    const DaDecider none = [](const DaScenario&, const DaSlot& slot, const DaSlotProblem&) {
        const std::vector<double> nothing(slot.size(), 0.0);
        return DaAllocation{nothing, nothing, nothing};
    };
    const DaAssistedSlot slot = episode.Step(none);
    // w1 q - w2 T with T = 10 s, impact at least .7.
    EXPECT_GE(slot.meanQoe, 0.7 * 4.2 * 0.75 - 0.5 * 10.0);
    EXPECT_LE(slot.meanQoe, 6.2 * 0.9 - 0.7 * 0.3 * 10.0);
    EXPECT_EQ(slot.missed, 30);
    for (int i = 0; i < 40; ++i)
    {
        EXPECT_NO_THROW(episode.Step(none));
    }
}

TEST(DaAssisted, DependsOnItsSeedAlone)
{
    const DaScenario scenario = Users(6);
    const DaAssistedSettings settings;
    DaAssistedEpisode one(scenario, settings, 8);
    DaAssistedEpisode same(scenario, settings, 8);
    DaAssistedEpisode other(scenario, settings, 9);
    const Total first = Advance(one, 80);
    const Total second = Advance(same, 80);
    EXPECT_EQ(first.meanQoe, second.meanQoe);
    EXPECT_EQ(first.samples, second.samples);
    EXPECT_EQ(first.placeError, second.placeError);
    EXPECT_NE(first.meanQoe, Advance(other, 80).meanQoe);
    // Users and their moods are the same under another scheme.
    DaAssistedEpisode equal(scenario, settings, 8);
    const DaDecider shares = DaDeciderByName("without-da", scenario, 1);
    int reports = 0;
    for (int slot = 0; slot < 80; ++slot)
    {
        reports += equal.Step(shares).reports;
    }
    EXPECT_EQ(reports, first.reports);
    for (int user = 0; user < 6; ++user)
    {
        EXPECT_EQ(equal.GetPopulation().GetSlot()[user].east,
                  one.GetPopulation().GetSlot()[user].east);
    }
}

TEST(DaAssisted, DecidesBySchemes)
{
    const DaScenario scenario = Users(6);
    DaAssistedEpisode named(scenario, Informed(), 10);
    DaAssistedEpisode made(scenario, Informed(), 10);
    const DaDecider byName = DaDeciderByName("greedy-50", scenario, 1);
    const DaDecider byScheme = DaDeciderOf(*GetDaSchemes().Make("greedy-50", scenario, 1));
    for (int slot = 0; slot < 5; ++slot)
    {
        // Nothing is taken off the budget, so a scheme made once is as good.
        EXPECT_EQ(named.Step(byName).meanQoe, made.Step(byScheme).meanQoe);
    }
    // Weights are of what there is, whatever was taken off before.
    DaDecoding weights;
    weights.actions = DaActions::USER_WEIGHTS;
    GetDaSchemes().Register(
        "equal-weights",
        "equal-weights",
        "of this test",
        [=](const auto&, const DaScenario& made, uint64_t) {
            return DaScheme{std::make_shared<EqualWeights>(3 * made.users), weights};
        });
    DaAssistedSettings costly = Informed();
    costly.reportBits.fill(1e6);
    DaAssistedEpisode learned(scenario, costly, 11);
    double taken = 0.0;
    const DaDecider equal = DaDeciderByName("equal-weights", scenario, 1);
    for (int slot = 0; slot < 5; ++slot)
    {
        double given = 0.0;
        const DaAssistedSlot one = learned.Step(
            [&](const DaScenario& left, const DaSlot& users, const DaSlotProblem& problem) {
                const DaAllocation allocation = equal(left, users, problem);
                given =
                    std::accumulate(allocation.bandwidth.begin(), allocation.bandwidth.end(), 0.0);
                return allocation;
            });
        taken += one.collectionBandwidth;
        EXPECT_NEAR((given + one.collectionBandwidth) / scenario.budget.bandwidth, 1.0, 1e-14);
    }
    EXPECT_GT(taken, 0.0);
    EXPECT_THROW(DaDeciderByName("best", scenario, 1), std::invalid_argument);
}

TEST(DaAssisted, RefusesSenselessSettings)
{
    const DaScenario scenario = Users(2);
    const auto refuses = [&](auto change) {
        DaAssistedSettings settings;
        change(settings);
        EXPECT_THROW(DaAssistedEpisode(scenario, settings, 1), std::invalid_argument);
    };
    refuses([](DaAssistedSettings& s) { s.mostCollection = 1.0; });
    refuses([](DaAssistedSettings& s) { s.mostCollection = -0.1; });
    refuses([](DaAssistedSettings& s) { s.accuracyReserve = 1.0; });
    refuses([](DaAssistedSettings& s) { s.devicePower = -1.0; });
    refuses([](DaAssistedSettings& s) { s.reportBits[1] = std::nan(""); });
    refuses([](DaAssistedSettings& s) { s.patience = 0.0; });
    refuses([](DaAssistedSettings& s) { s.poorEcho = -1.0; });
}
