/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-sca.h"

#include "isac-da-exact.h"
#include "isac-slsqp.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ns3
{
namespace isac
{
namespace
{

/// What is handed from round to round: B, P, C of user after user, in equal shares of the budgets.
using Point = std::vector<double>;

/// One round: variables are those of Point over the last round's.
class Round : public SmoothProgram
{
  public:
    /**
     * @param problem users and budget
     * @param unit equal shares of the budgets
     * @param last point of the last round
     * @param width of the box
     * @param settings readings
     */
    Round(const DaProblem& problem,
          const DaBudget& unit,
          const Point& last,
          double width,
          const DaScaSettings& settings)
        : m_last(last)
    {
        start.assign(last.size(), 1.0);
        lowest.assign(last.size(), 1.0 - width);
        highest.assign(last.size(), 1.0 + width);
        const double weight = 1.0 / static_cast<double>(problem.users.size());
        for (std::size_t k = 0; k < problem.users.size(); ++k)
        {
            const DaUser& user = problem.users[k];
            const double* own = last.data() + 3 * k;
            const double power = user.demandPower / unit.power / own[1];
            const double speed = user.demandSpeed / unit.speed / own[2];
            lowest[3 * k + 1] = std::min(1.0, std::max(lowest[3 * k + 1], power));
            lowest[3 * k + 2] = std::min(1.0, std::max(lowest[3 * k + 2], speed));
            const DaQoeTerm term(user, problem.model, unit);
            AddTerm(user, problem.model, term, own, weight, settings.ratio);
            const double product =
                user.demandProduct / unit.bandwidth / unit.power / (own[0] * own[1]);
            // Where the whole box meets the demand, so does all of the envelope.
            if (settings.envelope != DaEnvelopeReading::PRINTED &&
                lowest[3 * k] * lowest[3 * k + 1] < product)
            {
                AddEnvelope(k, product, settings.envelope == DaEnvelopeReading::COMPLETE);
            }
        }
        constraints = 3 + m_envelopes.size();
    }

    double Objective(const double* x, double* gradient) override
    {
        double sum = 0.0;
        for (std::size_t k = 0; k < m_terms.size(); ++k)
        {
            const Term& term = m_terms[k];
            const double* own = x + 3 * k;
            sum += term.bandwidth * own[0] + term.power * own[1] - term.speed / own[2];
            if (gradient != nullptr)
            {
                gradient[3 * k] = -term.bandwidth;
                gradient[3 * k + 1] = -term.power;
                gradient[3 * k + 2] = -term.speed / (own[2] * own[2]);
            }
        }
        return -sum;
    }

    void Constraints(const double* x, double* values, double* jacobian) override
    {
        const std::size_t variables = start.size();
        const double weight = 3.0 / static_cast<double>(variables);
        for (int j = 0; j < 3; ++j)
        {
            values[j] = -1.0;
        }
        for (std::size_t i = 0; i < variables; ++i)
        {
            values[i % 3] += weight * m_last[i] * x[i];
            if (jacobian != nullptr)
            {
                jacobian[(i % 3) * variables + i] = weight * m_last[i];
            }
        }
        for (std::size_t i = 0; i < m_envelopes.size(); ++i)
        {
            const Envelope& one = m_envelopes[i];
            const double* own = x + 3 * one.user;
            values[3 + i] = one.constant - one.bandwidth * own[0] - one.power * own[1];
            if (jacobian != nullptr)
            {
                double* row = jacobian + (3 + i) * variables + 3 * one.user;
                row[0] = -one.bandwidth;
                row[1] = -one.power;
            }
        }
    }

  private:
    /// What a user earns: bandwidth B + power P - speed / C and a constant.
    struct Term
    {
        double bandwidth; //!< of the tangent plane of -1/R
        double power;     //!< of the tangent plane of -1/R
        double speed;     //!< of 1/C
    };

    /// constant <= bandwidth B + power P
    struct Envelope
    {
        std::size_t user; //!< which one
        double constant;  //!< over c1
        double bandwidth; //!< over c1
        double power;     //!< over c1
    };

    /// Adds the approximation of a user's QoE around where he is.
    void AddTerm(const DaUser& user,
                 const DaModel& model,
                 const DaQoeTerm& term,
                 const double* own,
                 double weight,
                 DaRatioReading reading)
    {
        // At the last round's point phi is sqrt(Gamma) / D, and slopes of 2 phi sqrt(Gamma) - phi^2
        // D are those of Gamma / D. As printed phi is Gamma / D, and they are Gamma times as large.
        const DaQoeSlopes slopes = term.Slopes(own[0], own[1], own[2]);
        double factor = weight;
        if (user.structure == DaStructure::RATIO && reading == DaRatioReading::PRINTED)
        {
            factor *= user.impact * user.ratioWeight * DaQuality(user, model);
        }
        m_terms.push_back({factor * slopes.gradient[0],
                           factor * slopes.gradient[1],
                           factor * slopes.gradient[2]});
    }

    /// Adds the upper half of an envelope over the box, relative to the last round's P B.
    void AddEnvelope(std::size_t user, double product, bool complete)
    {
        const double lowBandwidth = complete ? lowest[3 * user] : 0.0;
        const double lowPower = complete ? lowest[3 * user + 1] : 0.0;
        const double highBandwidth = highest[3 * user];
        const double highPower = highest[3 * user + 1];
        // Y <= P high(B) + B low(P) - low(P) high(B), and the same with P and B exchanged.
        m_envelopes.push_back({user,
                               1.0 + lowPower * highBandwidth / product,
                               lowPower / product,
                               highBandwidth / product});
        m_envelopes.push_back({user,
                               1.0 + lowBandwidth * highPower / product,
                               highPower / product,
                               lowBandwidth / product});
    }

    const Point& m_last;               //!< point of the last round
    std::vector<Term> m_terms;         //!< of the users
    std::vector<Envelope> m_envelopes; //!< of c1 <= Y
};

/// @return the point in SI units
DaAllocation
ToAllocation(const Point& point, const DaBudget& unit)
{
    DaAllocation allocation;
    for (std::size_t i = 0; i < point.size(); i += 3)
    {
        allocation.bandwidth.push_back(point[i] * unit.bandwidth);
        allocation.power.push_back(point[i + 1] * unit.power);
        allocation.speed.push_back(point[i + 2] * unit.speed);
    }
    return allocation;
}

} // namespace

bool
DaScaSolution::Monotone() const
{
    return std::is_sorted(history.begin(), history.end());
}

DaScaSolution
SolveDaBySca(const DaProblem& problem, const DaScaSettings& settings)
{
    RequireValid(problem);
    DaScaSolution solution;
    solution.feasibility = TestDa(problem);
    if (!solution.feasibility.Feasible())
    {
        return solution;
    }
    const double users = static_cast<double>(problem.users.size());
    const DaBudget unit{problem.budget.bandwidth / users,
                        problem.budget.power / users,
                        problem.budget.speed / users};
    solution.allocation = DaRoomyAllocation(problem, solution.feasibility);
    solution.history.push_back(EvaluateDa(problem, solution.allocation).meanQoe);
    Point point;
    for (std::size_t k = 0; k < problem.users.size(); ++k)
    {
        point.push_back(solution.allocation.bandwidth[k] / unit.bandwidth);
        point.push_back(solution.allocation.power[k] / unit.power);
        point.push_back(solution.allocation.speed[k] / unit.speed);
    }
    double width = settings.boxWidth;
    for (int round = 0; round < settings.rounds && !solution.settled; ++round)
    {
        Round program(problem, unit, point, width, settings);
        const SlsqpResult result =
            MinimizeBySlsqp(program, {0.0, settings.stepTolerance, settings.evaluations});
        solution.evaluations += result.evaluations;
        for (std::size_t i = 0; i < point.size(); ++i)
        {
            point[i] *= result.x[i];
        }
        width *= settings.boxShrink;
        solution.allocation = ToAllocation(point, unit);
        solution.meanQoe = EvaluateDa(problem, solution.allocation).meanQoe;
        solution.violation = CheckDa(problem, solution.allocation);
        solution.worstViolation = std::max(solution.worstViolation, solution.violation.Worst());
        const double change = std::abs(solution.meanQoe - solution.history.back());
        solution.settled = change <= settings.valueTolerance * std::abs(solution.meanQoe);
        solution.history.push_back(solution.meanQoe);
    }
    return solution;
}

} // namespace isac
} // namespace ns3
