/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-da-viewer.h"

#include "ns3/isac-da-population.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace ns3
{
namespace isac
{

DaViewer::DaViewer()
    : m_uniform(CreateObject<UniformRandomVariable>()),
      m_normal(CreateObject<NormalRandomVariable>()),
      m_scores(CreateObject<UniformRandomVariable>())
{
}

int64_t
DaViewer::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    m_normal->SetStream(stream + 1);
    m_scores->SetStream(stream + 2);
    return 3;
}

void
DaViewer::SetScript(const std::vector<DaUserStatus>& script)
{
    m_script = script;
}

double
DaViewer::Draw(const DaRange& range)
{
    return range.least < range.most ? m_uniform->GetValue(range.least, range.most) : range.least;
}

void
DaViewer::Begin(const DaScenario& scenario, uint32_t user)
{
    m_scenario = scenario;
    m_random.seed(m_scores->GetInteger(0, std::numeric_limits<uint32_t>::max()));
    m_slot = 0;
    m_segment = 0;
    if (!IsScripted())
    {
        // As DaPopulation spreads the structures over the users.
        const double before = std::floor(user * m_scenario.ratioShare);
        const double after = std::floor((user + 1.0) * m_scenario.ratioShare);
        m_status.structure = after > before ? DaStructure::RATIO : DaStructure::DIFFERENCE;
        m_status.qualityWeight = Draw(m_scenario.qualityWeight);
        m_status.latencyWeight = Draw(m_scenario.latencyWeight);
        m_status.ratioWeight = Draw(m_scenario.ratioWeight);
        m_behaviourPlace = m_normal->GetValue();
        BeginVideo();
    }
    Describe();
}

void
DaViewer::Advance()
{
    ++m_slot;
    ++m_segment;
    if (!IsScripted())
    {
        const double memory = m_scenario.behaviourMemory;
        m_behaviourPlace =
            memory * m_behaviourPlace + std::sqrt(1.0 - memory * memory) * m_normal->GetValue();
    }
    if (m_last)
    {
        BeginVideo();
    }
    Describe();
}

void
DaViewer::BeginVideo()
{
    m_segment = 0;
    m_bitRate = IsScripted() ? 0.0 : Draw(m_scenario.bitRate);
}

void
DaViewer::Describe()
{
    m_last = m_segment + 1 >= m_scenario.videoSegments;
    if (IsScripted())
    {
        m_status = m_script[std::min(m_slot, m_script.size() - 1)];
        return;
    }
    const boost::math::beta_distribution<double> behaviour(m_scenario.behaviourAlpha,
                                                           m_scenario.behaviourBeta);
    const boost::math::normal_distribution<double> normal;
    m_status.behaviour =
        boost::math::quantile(behaviour, boost::math::cdf(normal, m_behaviourPlace));
    m_status.fileSize = m_bitRate * m_scenario.segmentTime / 8e6;
    const double swipe = m_uniform->GetValue(0.0, 1.0);
    m_last = m_last || swipe < m_scenario.swipeChance * m_status.behaviour;
}

const DaUserStatus&
DaViewer::GetStatus() const
{
    return m_status;
}

bool
DaViewer::IsScripted() const
{
    return !m_script.empty();
}

bool
DaViewer::IsLastSegment() const
{
    return m_last;
}

double
DaViewer::DrawScore(double quality, double latency, double qoe)
{
    return DrawDaScore(m_scenario, quality, latency, qoe, m_random);
}

} // namespace isac
} // namespace ns3
