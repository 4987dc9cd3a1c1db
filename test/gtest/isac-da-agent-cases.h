/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Reference values of the digital agent in test/data/da.json, for the tests that compare with them.
 */
#ifndef ISAC_DA_AGENT_CASES_H
#define ISAC_DA_AGENT_CASES_H

#include "isac-caqa-cases.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>

/// @return the cases of one kind; a failure of the test and none if they cannot be read
inline nlohmann::json
DaCases(const std::string& kind)
{
    std::ifstream file(std::string(ISAC_DATA_DIRECTORY) + "/../test/data/da.json");
    const nlohmann::json document = nlohmann::json::parse(file, nullptr, false);
    if (document.is_discarded() || !document.contains(kind))
    {
        ADD_FAILURE() << "cannot read " << kind << " in test/data/da.json";
        return nlohmann::json::array();
    }
    return document[kind];
}

/// Numbers for tests of the digital agent.
class DaNumbers
{
  public:
    /// @param seed decides everything
    explicit DaNumbers(unsigned seed)
        : m_random(seed)
    {
    }

    /// @param low lower end @param high upper end @return uniform
    double Uniform(double low, double high)
    {
        return boost::random::uniform_real_distribution<>(low, high)(m_random);
    }

    /// @return standard normal
    double Normal()
    {
        return boost::random::normal_distribution<>()(m_random);
    }

    /// @return the generator itself
    boost::random::mt19937_64& Generator()
    {
        return m_random;
    }

  private:
    boost::random::mt19937_64 m_random; //!< all draws
};

#endif // ISAC_DA_AGENT_CASES_H
