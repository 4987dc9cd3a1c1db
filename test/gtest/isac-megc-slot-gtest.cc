/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A slot of MEGC in closed form, by hand and with equal shares against the reference.
 */

#include "isac-megc-cases.h"

using namespace ns3::isac;

TEST(IsacMegcSlot, ByHand)
{
    MegcParameters cell;
    cell.uplinkBandwidth = 4e6;
    cell.downlinkBandwidth = 2e6;
    cell.userPower = 7.0;
    cell.serverPower = 30.0;
    cell.noiseDensity = 1e-6;
    cell.cyclesPerBit = 100.0;
    cell.deviceSpeed = 1e9;
    cell.serverSpeed = 4e9;
    cell.inferenceSlope = 1e-9;
    cell.inferenceOffset = 0.5;
    cell.inferenceCyclesPerBit = 250.0;
    cell.referenceSpeed = 1e9;
    const MegcState state{{1.0}, {1.0}, {1.0}, {1.0}, {6e6}, {4e6}, {3e6}};
    MegcAllocation allocation;
    allocation.computeBandwidth = {0.25};
    allocation.visionUplinkBandwidth = {0.25};
    allocation.contentBandwidth = {0.5};
    allocation.visionDownlinkBandwidth = {0.5};
    allocation.contentPower = {0.5};
    allocation.visionPower = {0.1};
    allocation.offloading = {0.5};
    allocation.computeSpeed = {0.25};
    allocation.contentSpeed = {0.5};
    allocation.visionSpeed = {0.25};
    // Uplink 1 MHz at a ratio of 7: 3 Mbit/s. Downlink 1 MHz at 15: 4 Mbit/s, at 3: 2 Mbit/s.
    const MegcOutcome outcome = EvaluateMegc(cell, state, allocation);
    EXPECT_DOUBLE_EQ(outcome.computeLocal[0], 0.3);
    EXPECT_DOUBLE_EQ(outcome.computeUplink[0], 1.0);
    EXPECT_DOUBLE_EQ(outcome.computeServer[0], 0.3);
    EXPECT_DOUBLE_EQ(outcome.computeLatency[0], 1.3);
    // 4 Mbit take 1 + 0.5 Gcycles at 2 Gcycle/s; twice 3 Mbit 1.5 + 0.5 at 1 Gcycle/s.
    EXPECT_DOUBLE_EQ(outcome.contentServer[0], 0.75);
    EXPECT_DOUBLE_EQ(outcome.contentDownlink[0], 1.0);
    EXPECT_DOUBLE_EQ(outcome.contentLatency[0], 1.75);
    EXPECT_DOUBLE_EQ(outcome.visionUplink[0], 1.0);
    EXPECT_DOUBLE_EQ(outcome.visionServer[0], 2.0);
    EXPECT_DOUBLE_EQ(outcome.visionDownlink[0], 3.0);
    EXPECT_DOUBLE_EQ(outcome.visionLatency[0], 6.0);
    EXPECT_DOUBLE_EQ(outcome.total, 9.05);
    // a = 0.6 s for all of it, b = 2 + 0.6 s: lambda = 0.6/3.2, and both ways take 0.4875 s.
    ChooseOffloading(cell, state, allocation);
    EXPECT_DOUBLE_EQ(allocation.offloading[0], 0.1875);
    const MegcOutcome equalised = EvaluateMegc(cell, state, allocation);
    EXPECT_DOUBLE_EQ(equalised.computeLocal[0], 0.4875);
    EXPECT_DOUBLE_EQ(equalised.computeUplink[0] + equalised.computeServer[0], 0.4875);
}

TEST(IsacMegcSlot, WhatIsNotNeededTakesNoTime)
{
    const MegcState state = Users(2, 1, 1, 1);
    const MegcParameters cell = CellOf(state);
    MegcAllocation allocation = EqualMegcAllocation(cell);
    allocation.computeSpeed[0] = 0.0;
    EXPECT_TRUE(std::isinf(EvaluateMegc(cell, state, allocation).total));
    ChooseOffloading(cell, state, allocation);
    EXPECT_EQ(allocation.offloading[0], 0.0);
    EXPECT_GT(allocation.offloading[1], 0.0);
    const MegcOutcome outcome = EvaluateMegc(cell, state, allocation);
    EXPECT_EQ(outcome.computeUplink[0], 0.0);
    EXPECT_DOUBLE_EQ(outcome.computeLatency[0],
                     cell.cyclesPerBit * state.computeBits[0] / cell.deviceSpeed);
    EXPECT_EQ(FdmaRate(4e8, 0.0, 1e-7, 15.0, 1e-13), 0.0);
}

TEST(IsacMegcSlot, EqualSharesAsTheReference)
{
    int compared = 0;
    for (const auto& one : LoadCases("lara.json"))
    {
        const std::string what = "case " + one["id"].dump();
        const MegcState state = ToMegcState(one["inputs"]);
        const MegcParameters cell = ToMegcParameters(one["params"], state);
        const MegcOutcome equal = EvaluateMegc(cell, state, EqualMegcAllocation(cell));
        const double scale = one["fra_total"];
        ExpectClose(equal.computeLatency, ToNumbers(one["fra_L"][0]), scale, what);
        ExpectClose(equal.contentLatency, ToNumbers(one["fra_L"][1]), scale, what);
        ExpectClose(equal.visionLatency, ToNumbers(one["fra_L"][2]), scale, what);
        ExpectClose(equal.total, scale, scale, what);
        ++compared;
    }
    EXPECT_EQ(compared, 27);
}
