/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_EXPLORATION_NOISE_H
#define ISAC_EXPLORATION_NOISE_H

#include "isac-checkpoint.h"
#include "isac-random-source.h"

#include <Eigen/Core>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Add independent Gaussian noise to actions and clip them to [0, 1].
 * @param values any shape; changed in place
 * @param deviation of the noise; with 0 nothing is drawn
 * @param random source of the noise, drawn row by row
 */
void AddGaussianNoise(Eigen::MatrixXd& values, double deviation, RandomSource& random);

/**
 * @ingroup isac-aigc
 * @brief Noise that lasts: an Ornstein-Uhlenbeck process for each continuous value of each
 * environment (Lillicrap et al. 2016, section 7), added to actions and clipped to [0, 1].
 *
 * Steps are exact: x' = exp(-rate) x + sqrt(1 - exp(-2 rate)) z with z standard normal. x has unit
 * variance in the long run, so that a deviation means the same as with Gaussian noise. x begins
 * at 0.
 */
class OrnsteinUhlenbeckNoise
{
  public:
    /**
     * @param environments rows of actions
     * @param values columns of actions
     * @param rate reversion to 0 per step, above 0
     */
    OrnsteinUhlenbeckNoise(int environments, int values, double rate = 0.15);

    /**
     * @param values environments x values; changed in place
     * @param deviation of the noise in the long run
     * @param random source of the noise, drawn row by row
     */
    void Add(Eigen::MatrixXd& values, double deviation, RandomSource& random);

    /// @param environment whose episode begins anew: its processes return to 0
    void Restart(int environment);

    /**
     * @param checkpoint gets the processes
     * @param prefix of the entries' names
     */
    void Save(Checkpoint& checkpoint, const std::string& prefix) const;
    /**
     * @param checkpoint that processes of the same number were saved to
     * @param prefix of the entries' names
     * @throws CheckpointError if it does not hold that
     */
    void Load(const Checkpoint& checkpoint, const std::string& prefix);

  private:
    double m_keep;       //!< exp(-rate)
    double m_fresh;      //!< sqrt(1 - exp(-2 rate))
    FloatMatrix m_state; //!< x; single precision, as checkpoints keep it
};

} // namespace isac
} // namespace ns3

#endif // ISAC_EXPLORATION_NOISE_H
