/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CAQA_TRAINER_H
#define CAQA_TRAINER_H

#include "caqa-judge.h"
#include "train-options.h"
#include "training-curve.h"
#include "training-folder.h"

#include "ns3/isac-caqa-agent.h"
#include "ns3/isac-progress.h"
#include "ns3/isac-training-diagnostic.h"
#include "ns3/isac-training-loop.h"

#include <chrono>
#include <memory>
#include <optional>

namespace train
{

/// Trains one agent, from the start or from its checkpoint, until it is done or interrupted.
class CaqaTrainer
{
  public:
    /**
     * @param command what to train, read and checked
     * @param folder that was begun or resumed
     * @param interrupted whether to stop; asked between rounds
     * @throws UsageError if there is a checkpoint that cannot be gone on from
     */
    CaqaTrainer(const TrainCommand& command, TrainingFolder& folder, Interrupted interrupted);

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
    CaqaJudge::Decide Greedy();
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
    /// @return seconds of work on this training, of earlier processes too
    double GetWallSeconds() const;

    const TrainCommand& m_command;                 //!< what to train
    const TrainOptions& m_options;                 //!< its options
    TrainingFolder& m_folder;                      //!< results
    Interrupted m_interrupted;                     //!< whether to stop
    ns3::isac::CaqaParameters m_parameters;        //!< the cell
    ns3::isac::CaqaScenario m_scenario;            //!< where its users are
    ns3::isac::CaqaSystem m_system;                //!< how actions are read
    ns3::isac::CaqaEnvironment m_environment;      //!< trained in
    std::unique_ptr<ns3::isac::Agent> m_agent;     //!< learns
    std::optional<ns3::isac::TrainingLoop> m_loop; //!< trains
    CaqaJudge m_judge;                             //!< evaluates
    std::optional<TrainingCurve> m_curve;          //!< lines of the evaluations
    ns3::isac::TrainingDiagnostic m_diagnostic;    //!< looks at decisions
    Tally m_tally;                                 //!< of rounds since the last line
    Verdict m_verdict;                             //!< latest
    ns3::isac::TrainingRound m_round;              //!< latest
    double m_wallBefore = 0.0;                     //!< of earlier processes [s]
    std::chrono::steady_clock::time_point m_begin; //!< of this process
    int64_t m_stepsBefore = 0;                     //!< of earlier processes
    int64_t m_updatesBefore = 0;                   //!< of earlier processes
};

} // namespace train

#endif // CAQA_TRAINER_H
