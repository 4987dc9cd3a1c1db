/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TRAINER_H
#define TRAINER_H

#include "judge.h"
#include "train-options.h"
#include "training-curve.h"
#include "training-folder.h"

#include "ns3/isac-progress.h"
#include "ns3/isac-training-diagnostic.h"
#include "ns3/isac-training-loop.h"

#include <chrono>
#include <memory>
#include <optional>

namespace train
{

/// Trains one agent, from the start or from its checkpoint, until it is done or interrupted.
class Trainer
{
  public:
    /**
     * @param command what to train, read and checked
     * @param folder that was begun or resumed
     * @param interrupted whether to stop; asked between rounds
     * @throws UsageError if there is a checkpoint that cannot be gone on from
     */
    Trainer(const TrainCommand& command, TrainingFolder& folder, Interrupted interrupted);

    /**
     * @brief Train, test and leave the results in the folder.
     * @throws Interruption when asked to stop; the checkpoint is written
     * @throws std::runtime_error if something cannot be written
     */
    void Run();

    /// @return episodes done
    int64_t GetEpisodes() const;

  private:
    /// Write a checkpoint.
    void Save();
    /// @return the greedy policy
    Judge::Decide Greedy();
    /// Judge the policy, write a line of the curve, warn if it goes astray.
    void Evaluate();
    /// @return what is worth knowing at a glance
    std::string ShowFigures() const;
    /// Test the policy and write what is kept of the training.
    void Conclude();
    /**
     * @param name of a figure of learning
     * @return its value; not a number before learning began or if the agent has no such figure
     */
    double GetFigure(const std::string& name) const;
    /**
     * @return index of the metric "violations", which people want to see while it trains; empty if
     * the system has none
     */
    std::optional<std::size_t> FindViolations() const;
    /// @return path of the file that the judge may keep things in
    std::string GetCache() const;
    /// @return seconds of work on this training, of earlier processes too
    double GetWallSeconds() const;

    const TrainCommand& m_command;                         //!< what to train
    const TrainOptions& m_options;                         //!< its options
    const TrainSystem& m_system;                           //!< what is trained in
    TrainingFolder& m_folder;                              //!< results
    Interrupted m_interrupted;                             //!< whether to stop
    std::unique_ptr<ns3::isac::Environment> m_environment; //!< trained in
    std::unique_ptr<ns3::isac::Agent> m_agent;             //!< learns
    std::optional<ns3::isac::TrainingLoop> m_loop;         //!< trains
    std::unique_ptr<Judge> m_judge;                        //!< evaluates
    std::optional<TrainingCurve> m_curve;                  //!< lines of the evaluations
    ns3::isac::TrainingDiagnostic m_diagnostic;            //!< looks at decisions
    Tally m_tally;                                         //!< of rounds since the last line
    ns3::isac::TrainingRound m_round;                      //!< latest
    double m_wallBefore = 0.0;                             //!< of earlier processes [s]
    std::chrono::steady_clock::time_point m_begin;         //!< of this process
    int64_t m_stepsBefore = 0;                             //!< of earlier processes
    int64_t m_updatesBefore = 0;                           //!< of earlier processes
};

} // namespace train

#endif // TRAINER_H
