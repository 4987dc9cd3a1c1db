/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_NORMALIZER_H
#define ISAC_NORMALIZER_H

#include "isac-checkpoint.h"
#include "isac-transitions.h"

#include <Eigen/Core>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Shifts and scales observations to mean 0 and deviation 1, by those seen before learning
 * began.
 *
 * Requirements lie within a twentieth of one another and gains within decades: without this a
 * network would hardly see the former.
 */
class Normalizer
{
  public:
    /// @param size values in an observation
    explicit Normalizer(int size = 0);

    /// @return values in an observation
    int Size() const;

    /// @param observations N x size, taken into mean and deviation
    void Add(const Eigen::MatrixXd& observations);

    /**
     * @param observations N x size
     * @return shifted and scaled; values that never changed are only shifted
     */
    FloatMatrix Apply(const Eigen::MatrixXd& observations) const;

    /// @return mean of each value, one row
    FloatMatrix Mean() const;
    /// @return what each value is multiplied by once the mean is taken off, one row
    FloatMatrix Scale() const;

    /**
     * @param checkpoint gets the sums
     * @param name of the entry
     */
    void Save(Checkpoint& checkpoint, const std::string& name) const;
    /**
     * @param checkpoint holds sums of the same size
     * @param name of the entry
     * @throws CheckpointError if it does not
     */
    void Load(const Checkpoint& checkpoint, const std::string& name);

  private:
    /// Set m_scale from the sums.
    void SetScale();

    double m_count = 0.0;     //!< observations seen
    Eigen::VectorXd m_mean;   //!< of each value
    Eigen::VectorXd m_square; //!< sum of squared departures from it
    Eigen::VectorXd m_scale;  //!< 1 / deviation
};

} // namespace isac
} // namespace ns3

#endif // ISAC_NORMALIZER_H
