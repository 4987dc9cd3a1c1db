/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-slsqp.h"

#include "isac-da-exact.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace isac
{
namespace
{

/// Least share of a budget [of an equal share]: QoE has no slope at 0.
constexpr double LEAST = 1e-9;

/// Minus the mean QoE over b, p, c of user after user, in equal shares of the budgets.
class ConvexProgram : public SmoothProgram
{
  public:
    /**
     * @param problem users and budget
     * @param from where to start
     */
    ConvexProgram(const DaProblem& problem, const DaAllocation& from)
        : m_unit{problem.budget.bandwidth / problem.users.size(),
                 problem.budget.power / problem.users.size(),
                 problem.budget.speed / problem.users.size()}
    {
        const double most = static_cast<double>(problem.users.size());
        highest.assign(3 * problem.users.size(), most);
        for (std::size_t k = 0; k < problem.users.size(); ++k)
        {
            const DaUser& user = problem.users[k];
            m_terms.emplace_back(user, problem.model, m_unit);
            lowest.push_back(LEAST);
            lowest.push_back(std::max(LEAST, user.demandPower / m_unit.power));
            lowest.push_back(std::max(LEAST, user.demandSpeed / m_unit.speed));
            start.push_back(from.bandwidth[k] / m_unit.bandwidth);
            start.push_back(from.power[k] / m_unit.power);
            start.push_back(from.speed[k] / m_unit.speed);
            if (user.demandProduct > 0.0)
            {
                m_bound.push_back(
                    {k, std::log(user.demandProduct / m_unit.bandwidth / m_unit.power)});
            }
        }
        constraints = 3 + m_bound.size();
    }

    double Objective(const double* x, double* gradient) override
    {
        const double weight = 1.0 / static_cast<double>(m_terms.size());
        double sum = 0.0;
        for (std::size_t k = 0; k < m_terms.size(); ++k)
        {
            const double* own = x + 3 * k;
            const DaQoeSlopes slopes = m_terms[k].Slopes(own[0], own[1], own[2]);
            sum += slopes.value;
            for (int j = 0; gradient != nullptr && j < 3; ++j)
            {
                gradient[3 * k + j] = -weight * slopes.gradient[j] / own[j];
            }
        }
        return -weight * sum;
    }

    void Constraints(const double* x, double* values, double* jacobian) override
    {
        const std::size_t variables = start.size();
        const double weight = 1.0 / static_cast<double>(m_terms.size());
        for (int j = 0; j < 3; ++j)
        {
            values[j] = -1.0;
        }
        for (std::size_t i = 0; i < variables; ++i)
        {
            values[i % 3] += weight * x[i];
            if (jacobian != nullptr)
            {
                jacobian[(i % 3) * variables + i] = weight;
            }
        }
        for (std::size_t i = 0; i < m_bound.size(); ++i)
        {
            const double* own = x + 3 * m_bound[i].user;
            values[3 + i] = m_bound[i].logProduct - std::log(own[0]) - std::log(own[1]);
            if (jacobian != nullptr)
            {
                double* row = jacobian + (3 + i) * variables + 3 * m_bound[i].user;
                row[0] = -1.0 / own[0];
                row[1] = -1.0 / own[1];
            }
        }
    }

    /// @param x variables @return them in SI units
    DaAllocation Allocation(const std::vector<double>& x) const
    {
        DaAllocation allocation;
        for (std::size_t k = 0; k < m_terms.size(); ++k)
        {
            allocation.bandwidth.push_back(x[3 * k] * m_unit.bandwidth);
            allocation.power.push_back(x[3 * k + 1] * m_unit.power);
            allocation.speed.push_back(x[3 * k + 2] * m_unit.speed);
        }
        return allocation;
    }

  private:
    /// A user who has a c1.
    struct Bound
    {
        std::size_t user;  //!< which one
        double logProduct; //!< ln c1 in these units
    };

    DaBudget m_unit;                //!< equal shares
    std::vector<DaQoeTerm> m_terms; //!< of the users
    std::vector<Bound> m_bound;     //!< P B >= c1
};

} // namespace

DaSlsqpSolution
SolveDaBySlsqp(const DaProblem& problem, const SlsqpSettings& settings)
{
    RequireValid(problem);
    DaSlsqpSolution solution;
    solution.feasibility = TestDa(problem);
    if (!solution.feasibility.Feasible())
    {
        return solution;
    }
    ConvexProgram program(problem, DaRoomyAllocation(problem, solution.feasibility));
    const SlsqpResult result = MinimizeBySlsqp(program, settings);
    solution.allocation = program.Allocation(result.x);
    solution.meanQoe = EvaluateDa(problem, solution.allocation).meanQoe;
    solution.violation = CheckDa(problem, solution.allocation);
    solution.evaluations = result.evaluations;
    solution.converged = result.converged;
    return solution;
}

} // namespace isac
} // namespace ns3
