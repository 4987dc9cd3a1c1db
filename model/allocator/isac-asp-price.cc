/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-asp-price.h"

#include <cmath>

namespace ns3
{
namespace isac
{

namespace
{

/// Temperatures of the smoothed maximum, as shares of the greatest utility; each is half the last.
constexpr double FIRST_TEMPERATURE = 0.1;
constexpr int TEMPERATURES = 11;
constexpr int STEPS_PER_TEMPERATURE = 400;

/**
 * @param problem kinds and providers
 * @return load that a task of each kind is on a provider, over its run time [step s]
 */
Eigen::VectorXd
Work(const AspFluidProblem& problem)
{
    return problem.steps.cwiseProduct(problem.runTime);
}

} // namespace

double
AspFluidBound(const AspFluidProblem& problem, const Eigen::VectorXd& price)
{
    const Eigen::VectorXd work = Work(problem);
    double bound = price.dot(problem.capacity);
    for (Eigen::Index kind = 0; kind < work.size(); ++kind)
    {
        const double best = (problem.utility.row(kind).transpose() - work[kind] * price).maxCoeff();
        bound += problem.rate[kind] * best;
    }
    return bound;
}

AspFluidPrices
SolveAspFluid(const AspFluidProblem& problem)
{
    // Prices y of a mean task's work, so that everything is of the order of a utility.
    const double total = problem.rate.sum();
    const Eigen::VectorXd share = problem.rate / total;
    const Eigen::VectorXd work = Work(problem);
    const double meanWork = share.dot(work);
    const Eigen::VectorXd weight = work / meanWork;
    const Eigen::VectorXd room = problem.capacity / (total * meanWork);
    const double curvature = share.dot(weight.cwiseAbs2());
    const double scale = problem.utility.cwiseAbs().maxCoeff();

    AspFluidPrices best;
    best.price = Eigen::VectorXd::Zero(problem.capacity.size());
    best.bound = AspFluidBound(problem, best.price);
    Eigen::VectorXd y = best.price;
    double temperature = FIRST_TEMPERATURE * (scale > 0.0 ? scale : 1.0);
    for (int level = 0; level < TEMPERATURES; ++level, temperature /= 2.0)
    {
        Eigen::VectorXd ahead = y;
        double momentum = 1.0;
        for (int step = 0; step < STEPS_PER_TEMPERATURE; ++step)
        {
            Eigen::VectorXd gradient = room;
            for (Eigen::Index kind = 0; kind < weight.size(); ++kind)
            {
                const Eigen::VectorXd value =
                    problem.utility.row(kind).transpose() - weight[kind] * ahead;
                const Eigen::VectorXd odds =
                    ((value.array() - value.maxCoeff()) / temperature).exp();
                gradient -= share[kind] * weight[kind] / odds.sum() * odds;
            }
            const Eigen::VectorXd next = (ahead - temperature / curvature * gradient).cwiseMax(0.0);
            const double after = 0.5 * (1.0 + std::sqrt(1.0 + 4.0 * momentum * momentum));
            ahead = next + (momentum - 1.0) / after * (next - y);
            momentum = after;
            y = next;
        }
        const Eigen::VectorXd price = y / meanWork;
        const double bound = AspFluidBound(problem, price);
        if (bound < best.bound)
        {
            best = {price, bound};
        }
    }
    return best;
}

} // namespace isac
} // namespace ns3
