/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_TEST_DD_H
#define ISAC_TEST_DD_H

#include "ns3/isac-compat.h"
#include "ns3/isac-dd-decider.h"
#include "ns3/isac-dd-network.h"
#include "ns3/isac-dd-recorder.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace ns3
{
namespace isac
{
namespace test
{

/**
 * @brief Latents that a test can follow: a step moves each value a part of the way to a mean that
 * belongs to the prompt, plus noise of seed and step; a picture shows the values in grey.
 */
class ToyLatents : public LawLatents
{
  public:
    static constexpr int SIDE = 8; //!< of pictures [pixel]

    ToyLatents()
        : LawLatents(MakeShapePrompts(), SIDE * SIDE)
    {
    }

    void Denoise(DiffusionChain& chain, int prompt, int steps) const override
    {
        for (int i = 0; i < steps && !chain.IsFinished(); ++i, ++chain.done)
        {
            const double left = 1.0 - static_cast<double>(chain.done + 1) / chain.steps;
            for (std::size_t v = 0; v < chain.latent.size(); ++v)
            {
                const double mean = std::sin(0.7 * prompt + static_cast<double>(v));
                const double noise =
                    0.1 * left * std::sin(static_cast<double>(chain.seed % 1000 + v) + chain.done);
                chain.latent[v] = static_cast<float>(0.6 * chain.latent[v] + 0.4 * mean + noise);
            }
        }
    }

    bool CanDecode() const override
    {
        return true;
    }

    RgbPicture Decode(const std::vector<float>& latent) const override
    {
        RgbPicture picture;
        picture.width = SIDE;
        picture.height = SIDE;
        for (const float value : latent)
        {
            const double grey = std::clamp(127.5 + 60.0 * value, 0.0, 255.0);
            picture.pixels.insert(picture.pixels.end(), 3, static_cast<uint8_t>(grey));
        }
        return picture;
    }
};

/// A run of distributed diffusion with all that tests read.
struct DdRun
{
    std::vector<DdSlotRecord> slots;       //!< in order
    std::vector<DdDecision> decisions;     //!< in order
    std::vector<DdClientOutcome> outcomes; //!< in order
    std::vector<uint64_t> cacheSizes;      //!< of each server at the end
};

/**
 * @param options to run
 * @param scheme by name
 * @param run number of the run
 * @param prepare changes the network before it runs
 * @return what came of it
 */
inline DdRun
RunDd(DdNetworkOptions options,
      const std::string& scheme,
      uint64_t run = 1,
      const std::function<void(DdNetwork&)>& prepare = nullptr)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(run);
    constexpr uint64_t SEED = 99;
    const auto decider = std::make_shared<DdDecider>(scheme, options.scenario, SEED);
    options.decider = [decider](const DdParameters& parameters, const DdState& state) {
        return decider->Decide(parameters, state);
    };
    DdRun result;
    DdNetwork network(options);
    DdRecorder recorder(network, [&](const DdSlotRecord& record) {
        result.slots.push_back(record);
        if (result.slots.size() == options.slots)
        {
            Simulator::Stop();
        }
    });
    network.manager->TraceConnectWithoutContext(
        "Decision",
        FunctionCallback<const DdDecision&>(
            [&result](const DdDecision& decision) { result.decisions.push_back(decision); }));
    for (const auto& client : network.clients)
    {
        client->TraceConnectWithoutContext(
            "Outcome",
            FunctionCallback<const DdClientOutcome&>(
                [&result](const DdClientOutcome& outcome) { result.outcomes.push_back(outcome); }));
    }
    if (prepare)
    {
        prepare(network);
    }
    constexpr double LONGEST = 1e5; // a slot that never ends fails the test, and does not hang it
    Simulator::Stop(Seconds(LONGEST));
    Simulator::Run();
    for (const auto& server : network.servers)
    {
        result.cacheSizes.push_back(server->GetCache().Size());
    }
    Simulator::Destroy();
    return result;
}

} // namespace test
} // namespace isac
} // namespace ns3

#endif // ISAC_TEST_DD_H
