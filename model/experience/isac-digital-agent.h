/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIGITAL_AGENT_H
#define ISAC_DIGITAL_AGENT_H

#include "isac-da-fit.h"
#include "isac-da-status-tracker.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// What a user's digital agent follows and how it learns.
struct DigitalAgentSettings
{
    /// What is followed slot by slot.
    std::vector<DaAttribute> attributes{
        {"behaviour", DaDataKind::BEHAVIOUR, 0.0, 1.0},
        {"environment", DaDataKind::ENVIRONMENT, 0.0, 1.0},
        {"fileSize", DaDataKind::PERFORMANCE, 1.5, 4.5},
    };
    /// How often each kind of data is collected.
    std::array<DaCollection, DA_DATA_KINDS> collection = DA_COLLECTION;
    DaStatusSettings status;               //!< windows of the attributes
    std::vector<std::string> otherFactors; //!< what else might matter to QoE, such as jitter
    int reportWindow = 300;                //!< reports of experience that are kept
    int minReports = 30;                   //!< before a first model is fitted
    /// Factors are left out only with so many reports. With fewer the permutation test misses
    /// factors that matter: at the noise of opinion scores it takes 300 to rank them.
    int selectionReports = 300;
    double significance = 0.05; //!< a factor is related to QoE if p is below
    int shuffles = 199;         //!< of the permutation test
    int recentReports = 10;     //!< whose mean score decides on an update
    /// Newest reports that an update is fitted to: users change, and old reports tell of before.
    int updateReports = 60;
    double leastExperience = 3.0; //!< mean score below which the model is updated
    DaFitSettings fit;            //!< what fits may do; useLatency is the selection's to decide
    DaQoeModel firstModel;        //!< used until there are minReports
    uint64_t seed = 1;            //!< of the permutation test
};

/// A report of experience, averaged over a large time duration.
struct DaReport
{
    DaExperience experience;          //!< quality, latency, impact and score
    std::vector<double> otherFactors; //!< as many as the settings name
};

/// What the permutation test says of a factor.
struct DaFactor
{
    std::string name;         //!< "quality", "latency" or one of the others
    double coefficient = 0.0; //!< F of (9) with the scores
    double pValue = 1.0;      //!< of the permutation test
    bool related = false;     //!< whether p is below the significance
};

/// All that an agent remembers: plain numbers, to be kept and taken up again.
struct DigitalAgentState
{
    std::vector<DaStatusState> attributes; //!< one for each
    std::vector<DaReport> reports;         //!< the newest last
    std::vector<DaFactor> factors;         //!< of the last update
    DaQoeModel model;                      //!< in use
    int updates = 0;                       //!< times that a fit was made
    int newReports = 0;                    //!< since the last fit
};

/**
 * @ingroup isac-aigc
 * @brief The digital agent of one user (sec. II-C): it collects what is known of him at a rate that
 * falls with the accuracy of its predictions, foresees his status, tells which factors his
 * experience depends on, and fits his personal QoE model.
 *
 * Slot by slot: Collect() what has come, EndSlot(), then the statuses foresee the next slot and say
 * how often to collect. After a large time duration: AddReport(), then Review(). Deterministic:
 * what is collected and the seed decide everything.
 */
class DigitalAgent
{
  public:
    /**
     * @param settings what is followed and how
     * @throws std::invalid_argument if a setting makes no sense
     */
    explicit DigitalAgent(DigitalAgentSettings settings = {});

    /**
     * @brief A sample of this slot has come.
     * @param attribute index in the settings
     * @param value finite
     * @throws std::out_of_range if there is no such attribute
     * @throws std::invalid_argument if the value is not finite
     */
    void Collect(int attribute, double value);
    /// Ends the slot of all attributes.
    void EndSlot();
    /**
     * @param attribute index in the settings
     * @return its follower: prediction, accuracy and rate of collection
     * @throws std::out_of_range if there is no such attribute
     */
    const DaStatusTracker& GetStatus(int attribute) const;
    /// @return this slot's status as foreseen, one value for each attribute
    std::vector<double> GetPredictions() const;
    /// @return samples a second that all attributes take together, (6) [1/s]
    double GetTotalCollectionRate() const;

    /**
     * @brief The user has said how he liked it.
     * @param report of a large time duration
     * @throws std::invalid_argument if it has another number of factors, a number that is not
     * finite or a latency that is not positive
     */
    void AddReport(const DaReport& report);
    /**
     * @brief Fits a model once there are enough reports, and anew, to the newest
     * updateReports, whenever experience is low and recentReports came since the last fit. A new
     * model must be nearer to the scores.
     *
     * Latency is left out if selectionReports say that the user does not mind it. Quality stays in
     * any case: it carries the level of the scores.
     *
     * @return whether the model has changed
     */
    bool Review();
    /// @return factors as tested at the last fit: quality, latency, then the others
    const std::vector<DaFactor>& GetFactors() const;
    /// @return the user's QoE model
    const DaQoeModel& GetModel() const;
    /// @return mean score of the recent reports; 5 if there is none
    double GetRecentExperience() const;
    /**
     * @brief Writes the user's structure and weights where allocators look for them.
     * @param user whose agent this is
     */
    void Describe(DaUser& user) const;

    /// @return all that is remembered
    DigitalAgentState GetState() const;
    /**
     * @param state of GetState() of an agent with the same settings, which this one goes on from
     * @throws std::invalid_argument if it cannot be one
     */
    void SetState(const DigitalAgentState& state);

  private:
    /// @param report to check @throws std::invalid_argument if it is none
    void Check(const DaReport& report) const;
    /// Tests all factors on the reports that there are.
    void SelectFactors();

    DigitalAgentSettings m_settings;         //!< what and how
    std::vector<DaStatusTracker> m_statuses; //!< one for each attribute
    std::vector<DaReport> m_reports;         //!< the newest last
    std::vector<DaFactor> m_factors;         //!< of the last fit
    DaQoeModel m_model;                      //!< in use
    int m_updates = 0;                       //!< fits so far
    int m_newReports = 0;                    //!< since the last
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DIGITAL_AGENT_H
