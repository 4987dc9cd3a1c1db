/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Heuristics of ASP selection against the reference episode and reference means of the published
 * code.
 */

#include "isac-asp-cases.h"

#include "ns3/isac-asp-bid-price.h"
#include "ns3/isac-asp-score.h"

#include <cmath>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3::isac;

namespace
{

/// Half of the last printed digit of a reward.
constexpr double REWARD_DIGITS = 0.5e-4;
/// Half of the last printed digit of Table V.
constexpr double TABLE_DIGITS = 0.05;

/**
 * @param name of a scheme
 * @param system its providers
 * @return its account of the reference episode
 */
AspAccount
Golden(const std::string& name, const AspSystem& system)
{
    return RunAspEpisode(system, *MakeAspPolicy(name, system), GoldenAspTasks());
}

/// A row of Table V and the reward, as the published code gives them for the reference episode.
struct GoldenRow
{
    std::string name;       //!< of the scheme
    double reward;          //!< four digits behind the point
    double finishedPercent; //!< one digit, as all that follow
    double finishedUtility; //!< obtained
    double crashedPercent;  //!< lost by crashes
    double lostUtility;     //!< of those
};

/// A mean over 1001 episodes, as the published code gives it.
struct ReferenceMean
{
    std::string name; //!< of the scheme
    double mean;      //!< of the reward
    double deviation; //!< between episodes
};

} // namespace

TEST(AspScore, ReferenceEpisodeToTheLastDigit)
{
    const std::vector<GoldenRow> rows = {
        {"round-robin", 216.5085, 90.3, 309.4, 7.6, 32.2},
        {"crash-avoid", 365.9553, 97.7, 357.5, 0.0, 0.0},
        {"prophet", 561.5208, 97.7, 548.6, 0.0, 0.0},
    };
    for (const GoldenRow& row : rows)
    {
        const AspAccount account = Golden(row.name, AspSystem());
        EXPECT_NEAR(account.reward, row.reward, REWARD_DIGITS) << row.name;
        EXPECT_NEAR(account.FinishedPercent(), row.finishedPercent, TABLE_DIGITS) << row.name;
        EXPECT_NEAR(account.finishedUtility, row.finishedUtility, TABLE_DIGITS) << row.name;
        EXPECT_NEAR(account.CrashedPercent(), row.crashedPercent, TABLE_DIGITS) << row.name;
        EXPECT_NEAR(account.lostUtility, row.lostUtility, TABLE_DIGITS) << row.name;
    }
    const AspSystem clean({}, ReadAspProviders(AspDataPath("asp-seed0-providers.csv")));
    EXPECT_NEAR(Golden("prophet", clean).reward, 561.4750, REWARD_DIGITS);
    EXPECT_NEAR(Golden("crash-avoid", clean).reward, 365.9553, REWARD_DIGITS);
}

TEST(AspScore, EveryTaskIsInOneColumn)
{
    const AspSystem system;
    for (const std::string& name : QuickAspSchemes())
    {
        const AspAccount account = Golden(name, system);
        EXPECT_EQ(account.assigned, 1004);
        EXPECT_EQ(account.TakenIn() + account.refused, account.assigned) << name;
        int assigned = 0;
        int crashes = 0;
        int finished = 0;
        double load = 0.0;
        for (std::size_t i = 0; i < account.providers.size(); ++i)
        {
            const AspProviderAccount& each = account.providers[i];
            assigned += each.assigned;
            crashes += each.crashes;
            finished += each.finished;
            load += each.meanLoad * system.GetProviders()[i].capacity;
            EXPECT_GE(each.meanLoad, 0.0);
            EXPECT_LE(each.meanLoad, 1.0);
        }
        EXPECT_EQ(assigned, account.assigned) << name;
        EXPECT_EQ(crashes, account.refused) << name;
        EXPECT_EQ(finished, account.finished) << name;
        if (account.refused == 0)
        {
            // Whoever loses nothing carries what was offered, whichever way: 41 % of 12 700 steps.
            double offered = 0.0;
            double capacity = 0.0;
            const std::vector<AspTask> tasks = GoldenAspTasks();
            const double end = tasks.back().arrival;
            for (std::size_t j = 0; j + 1 < tasks.size(); ++j)
            {
                const double runTime = AspRunTime().Seconds(tasks[j].steps);
                offered += tasks[j].steps * std::min(runTime, end - tasks[j].arrival) / end;
            }
            for (const AspProviderProfile& provider : system.GetProviders())
            {
                capacity += provider.capacity;
            }
            EXPECT_NEAR(load, offered, 1e-9 * offered) << name;
            EXPECT_NEAR(offered / capacity, 0.41, 0.01);
        }
    }
}

TEST(AspScore, MeansAreThoseOfThePublishedCode)
{
    constexpr int EPISODES = 400;
    constexpr int REFERENCE_EPISODES = 1001;
    const std::vector<ReferenceMean> references = {{"random", -145.8, 39.3},
                                                   {"round-robin", 217.9, 21.4},
                                                   {"crash-avoid", 355.6, 11.9},
                                                   {"prophet", 557.9, 13.0}};
    const AspSystem system;
    const PoissonAspArrivals arrivals(system.GetParameters());
    for (const ReferenceMean& reference : references)
    {
        const AspScore score =
            ScoreAspPolicy(system, *MakeAspPolicy(reference.name, system), arrivals, 2, EPISODES);
        // Four standard errors of the difference of the two means; those of a standard deviation
        // are sigma / sqrt(2 N).
        const double both = std::sqrt(1.0 / EPISODES + 1.0 / REFERENCE_EPISODES);
        EXPECT_NEAR(score.reward.mean, reference.mean, 4.0 * reference.deviation * both)
            << reference.name;
        EXPECT_NEAR(score.reward.deviation,
                    reference.deviation,
                    4.0 * reference.deviation * both / std::sqrt(2.0))
            << reference.name;
        EXPECT_EQ(score.episodes, EPISODES);
    }
}

TEST(AspScore, BetterPricesEarnMore)
{
    // Each rule against the one before, over the same episodes; none of them draws on these.
    const AspSystem system;
    const std::vector<std::string> names = {"prophet",
                                            "bid-price-fluid",
                                            "bid-price-hindsight",
                                            "bid-price"};
    PoissonAspArrivals source(system.GetParameters());
    source.Seed(4);
    constexpr int EPISODES = 150;
    std::vector<std::vector<AspTask>> episodes(EPISODES);
    for (std::vector<AspTask>& tasks : episodes)
    {
        source.NextEpisode(tasks);
    }
    std::vector<double> before;
    for (const std::string& name : names)
    {
        const auto policy = MakeAspPolicy(name, system);
        std::vector<double> rewards;
        std::vector<double> gains;
        for (const std::vector<AspTask>& tasks : episodes)
        {
            const AspAccount account = RunAspEpisode(system, *policy, tasks);
            EXPECT_EQ(account.refused, 0) << name;
            rewards.push_back(account.reward);
            gains.push_back(before.empty() ? 1.0 : account.reward - before[gains.size()]);
        }
        const AspEstimate gain = EstimateAspMean(gains);
        EXPECT_GT(gain.mean - gain.halfWidth, 0.0) << name;
        before = rewards;
    }
}

TEST(AspScore, RewardFallsWithTheRateAsPublished)
{
    // Means over 200 episodes, as the published code gives them; its deviations grow with the
    // number of tasks and of crashes, and are measured here.
    constexpr int EPISODES = 60;

    struct Point
    {
        double rate;    //!< lambda [1/s]
        double avoid;   //!< crash-avoid
        double prophet; //!< prophet
    };

    for (const Point& point : std::vector<Point>{{0.5e-3, 181, 312}, {2e-3, 386, 658}})
    {
        AspParameters parameters;
        parameters.arrivalRate = point.rate;
        const AspSystem system(parameters);
        const PoissonAspArrivals arrivals(parameters);
        const auto check = [&](const std::string& name, double expected) {
            const AspScore score =
                ScoreAspPolicy(system, *MakeAspPolicy(name, system), arrivals, 3, EPISODES);
            const double error = score.reward.deviation * std::sqrt(1.0 / EPISODES + 1.0 / 200.0);
            EXPECT_NEAR(score.reward.mean, expected, 4.0 * error + 0.5) << name << point.rate;
        };
        check("crash-avoid", point.avoid);
        check("prophet", point.prophet);
    }
}

TEST(AspScore, EstimatesByStudentsLaw)
{
    const AspEstimate estimate = EstimateAspMean({1.0, 2.0, 4.0, 5.0});
    EXPECT_DOUBLE_EQ(estimate.mean, 3.0);
    EXPECT_DOUBLE_EQ(estimate.deviation, std::sqrt(10.0 / 3.0));
    // Student's t of three degrees of freedom, as tables print it.
    EXPECT_NEAR(estimate.halfWidth, 3.182446 * std::sqrt(10.0 / 12.0), 1e-6);
    EXPECT_EQ(EstimateAspMean({7.0}).mean, 7.0);
    EXPECT_TRUE(std::isnan(EstimateAspMean({7.0}).halfWidth));
}

TEST(AspScore, ShowsPoliciesWhatTheEnvironmentShows)
{
    /// Notes what it is shown.
    class Witness : public Policy
    {
      public:
        Action Act(const Eigen::VectorXd& observation, bool) override
        {
            seen.push_back(observation);
            return {Eigen::VectorXi::Constant(1, static_cast<int>(seen.size() % 2)), {}};
        }

        std::vector<Eigen::VectorXd> seen; //!< in turn
    };

    AspParameters change;
    change.window = 2;
    const AspSystem system = SmallAspSystem({100, 100}, change);
    Witness witness;
    const std::vector<AspTask> tasks = {{0, 50}, {10, 100}, {20, 10}, {30, 10}};
    RunAspEpisode(system, witness, tasks);
    ASSERT_EQ(witness.seen.size(), 3U);
    AspEpisode episode = StartAspEpisode(system, tasks);
    Eigen::VectorXd before = system.Observe(episode.GetState());
    for (std::size_t step = 0; step < 3; ++step)
    {
        const Eigen::VectorXd now = system.Observe(episode.GetState());
        EXPECT_EQ(witness.seen[step].head(6), before) << step;
        EXPECT_EQ(witness.seen[step].tail(6), now) << step;
        episode.Assign(static_cast<int>((step + 1) % 2));
        before = now;
    }
}

TEST(AspScheme, KnowsItsNames)
{
    const AspSystem system;
    for (const char* name : {"random", "round-robin", "crash-avoid", "prophet", "bid-price"})
    {
        EXPECT_TRUE(GetAspSchemes().Make(name, system, 1)) << name;
        EXPECT_FALSE(GetAspSchemes().Make(std::string(name) + "-1", system, 1)) << name;
    }
    EXPECT_TRUE(GetAspSchemes().Make("bid-price-fluid", system, 1));
    EXPECT_TRUE(GetAspSchemes().Make("bid-price-hindsight", system, 1));
    EXPECT_FALSE(GetAspSchemes().Make("bid-price-fluid-1", system, 1));
    EXPECT_FALSE(GetAspSchemes().Make("none", system, 1));
}

TEST(AspScheme, DecideByHand)
{
    AspParameters parameters;
    parameters.providers = 4;
    const AspSystem system(parameters,
                           {{500, {0, 0, 250, 0.5}},
                            {900, {0, 0, 250, 0.25}},
                            {900, {0, 0, 250, 0.25}},
                            {400, {0, 0, 250, 1.0}}});
    const auto choose = [&](const std::string& name, const std::vector<int>& free, int steps) {
        return MakeAspPolicy(name, system)
            ->Act(system.Observe({{500, 900, 900, 400}, free, steps}))
            .categorical[0];
    };
    EXPECT_EQ(choose("crash-avoid", {500, 900, 900, 400}, 100), 1);
    EXPECT_EQ(choose("crash-avoid", {500, 300, 400, 400}, 250), 0);
    EXPECT_EQ(choose("prophet", {500, 900, 900, 400}, 100), 3);
    EXPECT_EQ(choose("prophet", {500, 900, 900, 100}, 100), 3);
    EXPECT_EQ(choose("prophet", {500, 900, 900, 99}, 100), 0);
    EXPECT_EQ(choose("prophet", {99, 900, 900, 99}, 100), 1);
    EXPECT_EQ(choose("prophet", {99, 99, 99, 99}, 100), 0);
    // A task of 100 steps takes 100 times 14 760 step s; at 0.3 a task provider 0 is the better
    // one.
    Eigen::VectorXd price = Eigen::VectorXd::Zero(4);
    price[3] = 0.3 / (100.0 * 14760.0);
    const auto priced = [&](const std::vector<int>& free, int steps) {
        return ChooseAspByPrice(system, price, {{500, 900, 900, 400}, free, steps});
    };
    EXPECT_EQ(priced({500, 900, 900, 400}, 100), 0);
    price[3] = 0.1 / (100.0 * 14760.0);
    EXPECT_EQ(priced({500, 900, 900, 400}, 100), 3);
    // No room anywhere: 400 steps are in use at the first one, 300 at the last one.
    EXPECT_EQ(priced({100, 99, 99, 100}, 110), 3);
    const auto robin = MakeAspPolicy("round-robin", system);
    const Eigen::VectorXd any = system.Observe({{500, 900, 900, 400}, {0, 0, 0, 0}, 100});
    for (int i = 0; i < 6; ++i)
    {
        EXPECT_EQ(robin->Act(any).categorical[0], i % 4);
    }
    robin->Seed(1);
    EXPECT_EQ(robin->Act(any).categorical[0], 0);
    const auto random = MakeAspPolicy("random", system);
    std::vector<int> counts(4, 0);
    constexpr int DRAWS = 4000;
    for (int i = 0; i < DRAWS; ++i)
    {
        ++counts[random->Act(any).categorical[0]];
    }
    for (const int count : counts)
    {
        // five standard deviations of a binomial number
        EXPECT_NEAR(count, DRAWS / 4.0, 5.0 * std::sqrt(DRAWS * 0.25 * 0.75));
    }
}
