/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-slsqp.h"

#include <algorithm>
#include <memory>
#include <nlopt.h>
#include <stdexcept>

namespace ns3
{
namespace isac
{
namespace
{

/// What NLopt's callbacks get.
struct Context
{
    SmoothProgram* program; //!< the functions
    int evaluations;        //!< of the objective
};

double
Objective(unsigned /* n */, const double* x, double* gradient, void* data)
{
    auto* context = static_cast<Context*>(data);
    ++context->evaluations;
    return context->program->Objective(x, gradient);
}

void
Constraints(unsigned m, double* values, unsigned n, const double* x, double* jacobian, void* data)
{
    if (jacobian != nullptr)
    {
        std::fill_n(jacobian, static_cast<std::size_t>(m) * n, 0.0);
    }
    static_cast<Context*>(data)->program->Constraints(x, values, jacobian);
}

} // namespace

SlsqpResult
MinimizeBySlsqp(SmoothProgram& program, const SlsqpSettings& settings)
{
    const std::size_t variables = program.start.size();
    if (program.lowest.size() != variables || program.highest.size() != variables)
    {
        throw std::invalid_argument("program: expected as many bounds as variables");
    }
    Context context{&program, 0};
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> solver(
        nlopt_create(NLOPT_LD_SLSQP, static_cast<unsigned>(variables)),
        nlopt_destroy);
    nlopt_opt opt = solver.get();
    bool accepted = nlopt_set_lower_bounds(opt, program.lowest.data()) > 0 &&
                    nlopt_set_upper_bounds(opt, program.highest.data()) > 0 &&
                    nlopt_set_min_objective(opt, Objective, &context) > 0 &&
                    nlopt_set_ftol_rel(opt, settings.valueTolerance) > 0 &&
                    nlopt_set_xtol_rel(opt, settings.stepTolerance) > 0 &&
                    nlopt_set_maxeval(opt, settings.evaluations) > 0;
    const std::vector<double> tolerances(program.constraints, 1e-12);
    if (accepted && program.constraints > 0)
    {
        accepted = nlopt_add_inequality_mconstraint(opt,
                                                    static_cast<unsigned>(program.constraints),
                                                    Constraints,
                                                    &context,
                                                    tolerances.data()) > 0;
    }
    if (!accepted)
    {
        throw std::invalid_argument("program: NLopt refuses bounds or constraints");
    }
    SlsqpResult result;
    result.x = program.start;
    for (std::size_t i = 0; i < variables; ++i)
    {
        result.x[i] = std::clamp(result.x[i], program.lowest[i], program.highest[i]);
    }
    const nlopt_result code = nlopt_optimize(opt, result.x.data(), &result.value);
    result.evaluations = context.evaluations;
    result.converged = code > 0 && code != NLOPT_MAXEVAL_REACHED && code != NLOPT_MAXTIME_REACHED;
    return result;
}

} // namespace isac
} // namespace ns3
