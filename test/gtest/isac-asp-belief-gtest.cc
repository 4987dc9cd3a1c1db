/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What a scheduler believes and books, by hand.
 */

#include "ns3/isac-asp-belief.h"
#include "ns3/isac-asp-ledger.h"

#include <gtest/gtest.h>

using namespace ns3::isac;

namespace
{

/// A ledger of two providers that writes down what it tells.
class Books
{
  public:
    /**
     * @param payment when utility is earned
     */
    explicit Books(AspPayment payment)
        : ledger(MakeSystem(payment), [this](uint32_t sequence, const AspOutcome& outcome) {
              numbers.push_back(sequence);
              outcomes.push_back(outcome);
          })
    {
    }

    /**
     * @param provider who reports
     * @param handled greatest number that has arrived there
     * @param events what has happened
     */
    void Report(uint16_t provider, uint32_t handled, std::vector<AspTaskEvent> events)
    {
        AspReportHeader report;
        report.provider = provider;
        report.handled = handled;
        report.events = std::move(events);
        ledger.Report(report);
    }

    AspLedger ledger;                 //!< under test
    std::vector<uint32_t> numbers;    //!< told, in order
    std::vector<AspOutcome> outcomes; //!< told, in order

  private:
    /**
     * @param payment when utility is earned
     * @return two providers on which 100 steps are worth 1 and 0.5
     */
    static AspSystem MakeSystem(AspPayment payment)
    {
        AspParameters parameters;
        parameters.providers = 2;
        parameters.payment = payment;
        return AspSystem(parameters,
                         {{400, {0.0, 0.0, 100.0, 1.0}}, {400, {0.0, 0.0, 100.0, 0.5}}});
    }
};

} // namespace

TEST(AspBelief, IsWhatWasReportedLessWhatIsUnderWay)
{
    AspBelief belief({400, 300});
    EXPECT_EQ(belief.GetFree(0), 400);
    belief.Assign(0, 1, 150);
    belief.Assign(1, 2, 100);
    belief.Assign(0, 3, 50);
    EXPECT_EQ(belief.GetFree(0), 200);
    EXPECT_EQ(belief.GetFree(1), 200);
    belief.Report(0, 1, 250); // 3 has not arrived
    EXPECT_EQ(belief.GetUnderWay(0), 1U);
    EXPECT_EQ(belief.GetFree(0), 200);
    belief.Report(0, 3, 200);
    EXPECT_EQ(belief.GetUnderWay(0), 0U);
    EXPECT_EQ(belief.GetFree(0), 200);
    EXPECT_EQ(belief.GetFree(1), 200);
}

TEST(AspBelief, OneReportMakesUpForThoseBefore)
{
    AspBelief belief({400});
    for (uint32_t i = 1; i <= 4; ++i)
    {
        belief.Assign(0, i, 50);
    }
    belief.Report(0, 3, 330); // those on 1 and 2 were lost; one of the tasks has ended
    EXPECT_EQ(belief.GetFree(0), 280);
}

TEST(AspBelief, ForeseesCrashes)
{
    AspBelief losing({400}, true, false);
    AspBelief restarting({400}, true, true);
    for (AspBelief* belief : {&losing, &restarting})
    {
        belief->Assign(0, 1, 250);
        belief->Assign(0, 2, 200); // does not fit
        belief->Assign(0, 3, 100);
    }
    EXPECT_EQ(losing.GetFree(0), 300);
    EXPECT_EQ(restarting.GetFree(0), 50);
}

TEST(AspBelief, WithoutAccountingIsTheLastReport)
{
    AspBelief belief({400}, false);
    belief.Assign(0, 1, 250);
    EXPECT_EQ(belief.GetFree(0), 400);
    belief.Report(0, 1, 150);
    EXPECT_EQ(belief.GetFree(0), 150);
    belief.Report(0, 1, 5000); // more than there is
    EXPECT_EQ(belief.GetFree(0), 400);
}

TEST(AspLedger, TellsInTheOrderOfDecisions)
{
    Books books(AspPayment::ON_ASSIGNMENT);
    books.ledger.Decide(1, 0, 50);
    books.ledger.Decide(2, 1, 50);
    books.Report(1, 2, {{2, AspTaskEvent::STARTED, 1.0}});
    EXPECT_TRUE(books.numbers.empty()); // 1 has not been answered
    books.Report(0, 1, {{1, AspTaskEvent::STARTED, 1.0}});
    EXPECT_EQ(books.numbers, std::vector<uint32_t>({1})); // 2 is the last one, and open
    books.ledger.Decide(3, 0, 10);
    EXPECT_EQ(books.numbers, std::vector<uint32_t>({1, 2}));
    EXPECT_EQ(books.outcomes[0].reward, 0.5);
    EXPECT_EQ(books.outcomes[1].reward, 0.25);
    books.ledger.Close();
    EXPECT_EQ(books.numbers, std::vector<uint32_t>({1, 2, 3}));
    EXPECT_EQ(books.outcomes[2].reward, 0.0);
}

TEST(AspLedger, ChargesACrashToItsCause)
{
    Books books(AspPayment::ON_COMPLETION);
    books.ledger.Decide(1, 0, 100);
    books.ledger.Decide(2, 0, 100);
    books.ledger.Decide(3, 0, 250);
    books.ledger.Decide(4, 1, 100);
    books.Report(0, 1, {{1, AspTaskEvent::STARTED, 1.0}});
    books.Report(0, 2, {{2, AspTaskEvent::STARTED, 1.0}});
    books.Report(0,
                 3,
                 {{3, AspTaskEvent::REFUSED, 1.0},
                  {1, AspTaskEvent::LOST, 0.25},
                  {2, AspTaskEvent::LOST, 0.5}});
    books.Report(1, 4, {{4, AspTaskEvent::STARTED, 1.0}});
    books.Report(1, 4, {{4, AspTaskEvent::FINISHED, 0.0}});
    books.Report(0, 3, {{1, AspTaskEvent::FINISHED, 0.0}}); // lost tasks do not end
    books.ledger.Close();
    ASSERT_EQ(books.numbers.size(), 4U);
    EXPECT_EQ(books.outcomes[0].reward, 0.0);
    EXPECT_EQ(books.outcomes[1].reward, 0.0);
    EXPECT_TRUE(books.outcomes[2].crashed);
    EXPECT_EQ(books.outcomes[2].lostTasks, 2);
    EXPECT_EQ(books.outcomes[2].lostUtility, 2.0);
    EXPECT_EQ(books.outcomes[2].reward, -(2.0 + 2.0 * 0.25 + 2.0 * 0.5));
    EXPECT_EQ(books.outcomes[3].reward, 0.5);
    EXPECT_EQ(books.outcomes[3].finishedTasks, 1);
}

TEST(AspLedger, TakesNothingFromStrangers)
{
    Books books(AspPayment::ON_ASSIGNMENT);
    books.Report(0, 1, {{1, AspTaskEvent::STARTED, 1.0}}); // before any decision
    books.ledger.Decide(1, 0, 100);
    books.Report(1, 1, {{1, AspTaskEvent::STARTED, 1.0}});  // another's task
    books.Report(0, 0, {{7, AspTaskEvent::FINISHED, 0.0}}); // no task at all
    books.ledger.Close();
    ASSERT_EQ(books.outcomes.size(), 1U);
    EXPECT_EQ(books.outcomes[0].reward, 0.0);
    EXPECT_EQ(books.outcomes[0].finishedTasks, 0);
}
