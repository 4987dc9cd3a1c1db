/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_ASSISTED_H
#define ISAC_DA_ASSISTED_H

#include "isac-da-controller.h"
#include "isac-da-population.h"
#include "isac-da-scheme.h"

#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What is known of users' QoE models before any of them has said how he liked a video.
enum class DaFirstModels
{
    GENERAL, //!< nothing: L1 with the mean weights of the scenario stands for everybody
    PERSONAL //!< everything: each user's own structure and weights
};

/// How an episode with digital agents in the loop goes.
struct DaAssistedSettings
{
    DaControllerSettings controller; //!< first models and seeds of its agents are filled in
    DaFirstModels firstModels = DaFirstModels::GENERAL; //!< what it begins with
    /// Bits of one sample of behaviour, performance and environment. The paper names none.
    std::array<double, DA_DATA_KINDS> reportBits{16e3, 16e3, 160e3};
    double devicePower = 0.2; //!< that users send samples with [W]
    /// Part of the bandwidth that samples may take at most. Users whose samples do not fit send
    /// none in that slot and do not make up for it; who comes first changes from slot to slot.
    double mostCollection = 0.5;
    /// Part by which decisions ask for better accuracies than the scenario: demands of sensing grow
    /// with the eighth power of the distance, which nobody foresees exactly. Without it four users
    /// of 30 miss theirs by a little in each slot, and one in ten slots with it.
    double accuracyReserve = 0.1;
    /// An echo whose range or azimuth has a variance beyond so many times its accuracy is none.
    double poorEcho = 10.0;
    /// Who waits longer for a segment gives it up: reports say no longer latency, and the QoE of an
    /// L1 user, which has no lower end, is that of so long a wait. L2 is near 0 by then. It matters
    /// where an L1 user is taken for L2: the best that such users can be given may be nothing [s].
    double patience = 10.0;
};

/// What came of one slot.
struct DaAssistedSlot
{
    double meanQoe = 0.0;             //!< as it truly was
    double believedQoe = 0.0;         //!< what the controller took it for
    int missed = 0;                   //!< users whose accuracies were missed, given up or not
    double collectionBandwidth = 0.0; //!< taken by samples [Hz]
    int samples = 0;                  //!< collected
    std::array<double, DA_FOLLOWED> misses{};     //!< |foreseen - true| in parts of the range, mean
    std::array<double, DA_FOLLOWED> accuracies{}; //!< A of (6), mean over users
    double placeError = 0.0;      //!< mean distance between foreseen and true places [m]
    double rightStructures = 0.0; //!< part of the users whose structure was known
    int handovers = 0;            //!< between base stations
    int reports = 0;              //!< of users about a video
};

/**
 * @brief Decides on one slot.
 * Arguments: scenario whose budget is what there is to share out; users as known; their problem.
 */
using DaDecider =
    std::function<DaAllocation(const DaScenario&, const DaSlot&, const DaSlotProblem&)>;

/**
 * @ingroup isac-aigc
 * @param scheme whose policy holds no budget of its own, such as one that learned
 * @return what decides by it, without exploring
 */
DaDecider DaDeciderOf(const DaScheme& scheme);
/**
 * @ingroup isac-aigc
 * @brief Decides by a scheme of GetDaSchemes(). Those that compute users' shares do so with the
 * budget of the scenario that they were made for; so they are made anew for each slot.
 * @param name with its arguments
 * @param scenario of the episode
 * @param seed of its policy
 * @return what decides by it
 * @throws std::invalid_argument if there is no such scheme
 */
DaDecider DaDeciderByName(const std::string& name, const DaScenario& scenario, uint64_t seed);

/**
 * @ingroup isac-aigc
 * @brief An episode of DA-ISAC at slot level with digital agents in the loop.
 *
 * The users are a DaPopulation; a DaController knows of them what they once said of their places,
 * the samples that it collects, their echoes, and their opinion of each video they saw. A slot:
 * - The controller foresees it. Samples that are due take bandwidth, at Shannon's rate over the
 *   length of the slot; what is left is shared out among the users as foreseen.
 * - What is decided meets the users as they are. Their echoes have Gaussian errors with the
 *   variances of DaBounds(), met demands or not. Whoever has none says where he is with his next
 *   sample of environment, which then is due at once.
 * - Who leaves a video gives a score, drawn around what he truly experienced. The network knows
 *   quality and latency of that video, and the impact as foreseen.
 *
 * What is drawn depends on the seed alone and not on decisions, so that schemes compare on the same
 * users, noise and mood.
 */
class DaAssistedEpisode
{
  public:
    /**
     * @param scenario who the users are, and what they share
     * @param settings how
     * @param seed of everything that is drawn
     * @throws std::invalid_argument if a setting makes no sense
     */
    DaAssistedEpisode(const DaScenario& scenario,
                      const DaAssistedSettings& settings,
                      uint64_t seed);

    /**
     * @param decide shares out what there is
     * @return mean QoE of the slot to come if everything was known and known for nothing
     */
    double Reference(const DaDecider& decide) const;
    /**
     * @brief Goes through one slot.
     * @param decide shares out what there is
     * @return what came of it
     */
    DaAssistedSlot Step(const DaDecider& decide);

    /// @return who the users are, and what they share
    const DaScenario& GetScenario() const;
    /// @return what is known
    const DaController& GetController() const;
    /// @return what is true
    const DaPopulation& GetPopulation() const;

  private:
    /// What a user saw of his video so far: sums over its segments.
    struct Viewing
    {
        int segments = 0;         //!< seen
        DaExperience sum;         //!< quality, latency, impact as foreseen
        double experienced = 0.0; //!< QoE
    };

    /// Samples of a slot, by user.
    struct Collection
    {
        std::vector<std::array<int, DA_FOLLOWED>> samples; //!< how many
        double bandwidth = 0.0;                            //!< what they take [Hz]
    };

    /**
     * @param problem users as they are
     * @param allocation what they have
     * @return outcome, with patience
     */
    DaOutcome Evaluate(const DaProblem& problem, const DaAllocation& allocation) const;
    /// @param believed users as foreseen @return what is collected in this slot
    Collection PlanCollection(const DaSlot& believed);
    /// @return users as they are, served by the stations of the controller
    DaSlot ServedTruth() const;
    /**
     * @brief The controller gets echoes, and samples of those who are lost.
     * @param truth users
     * @param allocation what they have
     * @param collection of this slot
     */
    void SenseAll(const DaSlot& truth,
                  const DaAllocation& allocation,
                  const Collection& collection);
    /**
     * @param truth users
     * @param believed users as foreseen
     * @param outcome of the slot
     * @return how many have left their video and said how they liked it
     */
    int Review(const DaSlot& truth, const DaSlot& believed, const DaOutcome& outcome);
    /// @return the middle of this slot [s]
    double Middle() const;

    DaScenario m_scenario;                              //!< who they are
    DaAssistedSettings m_settings;                      //!< how
    DaPopulation m_population;                          //!< truth
    DaController m_controller;                          //!< knowledge
    boost::random::mt19937_64 m_random;                 //!< errors of echoes, and scores
    std::vector<std::array<double, DA_FOLLOWED>> m_due; //!< parts of samples that are due
    std::vector<bool> m_lost;                           //!< users whose last echo was none
    std::vector<Viewing> m_viewings;                    //!< of the users
    int m_slot = 0;                                     //!< from 0
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_ASSISTED_H
