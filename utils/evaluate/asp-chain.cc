/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asp-chain.h"

#include "ns3/isac-discrete-sac-agent.h"

#include <cmath>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace evaluate
{

using namespace ns3::isac;

AspChainWatcher::AspChainWatcher(const AspDecider& watched, const AspDecider& prophet)
    : m_watched(watched.policy),
      m_prophet(prophet.policy)
{
    if (!dynamic_cast<DiscreteSacAgent*>(m_watched.get()) ||
        watched.system.ObservationSize() != prophet.system.ObservationSize())
    {
        throw std::invalid_argument("expected a D2SAC agent, whose decisions are chains");
    }
}

Action
AspChainWatcher::Act(const Eigen::VectorXd& observation, bool explore)
{
    const Action action = m_watched->Act(observation, explore);
    const int best = m_prophet->Act(observation).categorical[0];
    const auto chain =
        static_cast<DiscreteSacAgent&>(*m_watched).Chain(Eigen::MatrixXd(observation.transpose()));
    m_sums.resize(chain.size());
    for (std::size_t step = 0; step < chain.size(); ++step)
    {
        const Eigen::ArrayXd probability = chain[step].row(0).cast<double>().transpose();
        m_sums[step].prophet += probability[best];
        m_sums[step].largest += probability.maxCoeff();
        // 0 log 0 = 0
        m_sums[step].entropy -= (probability * probability.max(1e-300).log()).sum();
    }
    ++m_decisions;
    return action;
}

void
AspChainWatcher::Seed(uint64_t seed)
{
    m_watched->Seed(seed);
}

std::string
AspChainWatcher::ToCsv() const
{
    std::ostringstream csv;
    csv.imbue(std::locale::classic());
    csv.precision(10);
    csv << "step,prophet_probability,largest_probability,entropy_nat\n";
    for (std::size_t step = 0; step < m_sums.size(); ++step)
    {
        const Sums& sums = m_sums[step];
        csv << step << ',' << sums.prophet / m_decisions << ',' << sums.largest / m_decisions << ','
            << sums.entropy / m_decisions << '\n';
    }
    return csv.str();
}

} // namespace evaluate
