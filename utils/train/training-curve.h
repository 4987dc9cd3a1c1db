/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TRAINING_CURVE_H
#define TRAINING_CURVE_H

#include "judge.h"
#include "training-folder.h"

#include "ns3/isac-agent.h"
#include "ns3/isac-training-loop.h"

#include <string>
#include <vector>

namespace train
{

/// Means over rounds, which can be kept as text and taken up again exactly.
class Tally
{
  public:
    /// @param round that was run
    void Add(const ns3::isac::TrainingRound& round);
    /// Forget all rounds.
    void Clear();

    /// @return mean reward of the rounds; not a number before any
    double GetReward() const;
    /// @return deviation of the rounds' rewards; not a number before any
    double GetDeviation() const;
    /// @return mean of the rounds' rewards of an episode; not a number before any
    double GetTotal() const;
    /**
     * @param metric which
     * @return its mean; not a number before any
     */
    double GetMetric(std::size_t metric) const;

    /// @return all of it
    std::string GetState() const;
    /**
     * @param state of GetState()
     * @return whether it was one
     */
    bool SetState(const std::string& state);

  private:
    uint64_t m_rounds = 0;         //!< how many
    double m_reward = 0.0;         //!< sum
    double m_squares = 0.0;        //!< sum of squared rewards
    double m_total = 0.0;          //!< sum of rewards of an episode
    std::vector<double> m_metrics; //!< sums
};

/// What a line of the curve tells.
struct CurvePoint
{
    int64_t episodes = 0;               //!< done
    int64_t steps = 0;                  //!< done
    int64_t updates = 0;                //!< done
    ns3::isac::LearningFigures figures; //!< of the agent; none before learning began
    double wallSeconds = 0.0;           //!< since the training began
};

/**
 * curve.csv and timing.csv: a line for each evaluation. Wall time is in a file of its own, so that
 * curves of the same training are equal to the byte.
 */
class TrainingCurve
{
  public:
    /**
     * @param folder of the training
     * @param metrics names, see Environment::MetricNames
     * @param columns names, see Judge::GetColumns
     * @param figures names, see Agent::GetFigures
     * @param curveSize bytes of curve.csv to keep; 0: start anew
     * @param timingSize bytes of timing.csv to keep; 0: start anew
     */
    TrainingCurve(const TrainingFolder& folder,
                  const std::vector<std::string>& metrics,
                  const std::vector<std::string>& columns,
                  const std::vector<std::string>& figures,
                  uint64_t curveSize,
                  uint64_t timingSize);

    /**
     * @param point where the training is
     * @param tally of the rounds since the last line
     * @param verdict of the evaluation
     */
    void Append(const CurvePoint& point, const Tally& tally, const Verdict& verdict);

    /// @return bytes of curve.csv
    uint64_t GetCurveSize() const;
    /// @return bytes of timing.csv
    uint64_t GetTimingSize() const;

  private:
    std::size_t m_metrics;              //!< how many
    std::vector<std::string> m_figures; //!< names
    GrowingFile m_curve;                //!< curve.csv
    GrowingFile m_timing;               //!< timing.csv
};

} // namespace train

#endif // TRAINING_CURVE_H
