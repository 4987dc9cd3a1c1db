/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SLSQP_H
#define ISAC_SLSQP_H

#include <cstddef>
#include <vector>

namespace ns3
{
namespace isac
{

/// Smooth functions of n variables: minimise one, keep m others at 0 or below.
class SmoothProgram
{
  public:
    virtual ~SmoothProgram() = default;
    /// @param x n variables @param gradient n numbers to set, or null @return what to minimise
    virtual double Objective(const double* x, double* gradient) = 0;
    /// @param x n variables @param values m numbers to set, which should be at most 0
    /// @param jacobian m times n numbers to set, row by row, or null; all of them are 0 before
    virtual void Constraints(const double* x, double* values, double* jacobian) = 0;

    std::vector<double> start;   //!< n variables to start from
    std::vector<double> lowest;  //!< n bounds
    std::vector<double> highest; //!< n bounds
    std::size_t constraints = 0; //!< m
};

/// When MinimizeBySlsqp() ends.
struct SlsqpSettings
{
    /// Change of the objective, relative; 0 for none. It meets short steps of a line search, too,
    /// and then ends far from the optimum.
    double valueTolerance = 0.0;
    double stepTolerance = 1e-14; //!< change of all variables, relative
    int evaluations = 2000;       //!< of the objective, at most
};

/// What MinimizeBySlsqp() found.
struct SlsqpResult
{
    std::vector<double> x;  //!< the last point, within the bounds
    double value = 0.0;     //!< of the objective there
    int evaluations = 0;    //!< of the objective
    bool converged = false; //!< false: stopped by a limit, by rounding, or by a failure
};

/**
 * @ingroup isac-aigc
 * @brief Sequential least-squares quadratic programming, NLopt's LD_SLSQP (Kraft's code).
 *
 * Its matrices are dense: each step takes O(n^3). The point may break constraints by rounding, and
 * by more where it did not converge.
 *
 * @param program what to minimise
 * @param settings when to end
 * @return the point
 * @throws std::invalid_argument if start and bounds differ in size, or NLopt refuses them
 */
SlsqpResult MinimizeBySlsqp(SmoothProgram& program, const SlsqpSettings& settings);

} // namespace isac
} // namespace ns3

#endif // ISAC_SLSQP_H
