/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "classic-train-system.h"

#include "ns3/isac-acrobot.h"
#include "ns3/isac-cart-pole.h"

namespace train
{

using namespace ns3::isac;

ClassicTrainSystem::ClassicTrainSystem(const std::string& name)
    : DiscreteTrainSystem(name, "ppo", 1000),
      m_acrobot(name == "acrobot")
{
}

std::string
ClassicTrainSystem::GetTitle() const
{
    return m_acrobot ? "trains an agent to swing an acrobot up"
                     : "trains an agent to balance a pole on a cart";
}

std::unique_ptr<Environment>
ClassicTrainSystem::MakePlainEnvironment(int count) const
{
    if (m_acrobot)
    {
        return std::make_unique<Acrobot>(count);
    }
    return std::make_unique<CartPole>(count);
}

} // namespace train
