/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_RANDOM_SOURCE_H
#define ISAC_RANDOM_SOURCE_H

#include <boost/random/mersenne_twister.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief The random numbers of a learner: all that it draws comes from one of these, and its state
 * can be kept and taken up again.
 */
class RandomSource
{
  public:
    /// @param seed everything drawn depends on it alone
    explicit RandomSource(uint64_t seed = 1);

    /// @return uniform in [0, 1)
    double Uniform();
    /// @return standard normal
    double Normal();
    /**
     * @param count number of choices, at least 1
     * @return one of 0 to count - 1, each as likely
     */
    int Index(int count);
    /**
     * @brief Many numbers at once, at half the cost of each.
     * @param values get numbers uniform in (0, 1), never 0 and never 1, of 23 bits
     * @param count of them
     */
    void FillUniform(float* values, std::size_t count);
    /// @return a seed for another source
    uint64_t Split();

    /// @return the state as text
    std::string GetState() const;
    /**
     * @param state from GetState()
     * @return whether it was one; if not, nothing has changed
     */
    bool SetState(const std::string& state);

  private:
    boost::random::mt19937_64 m_engine; //!< all draws; distributions keep no state of their own
};

/**
 * @ingroup isac-aigc
 * @brief A learner's seed from ns-3's: learners of different runs are as independent as the runs.
 * @param rngSeed RngSeedManager::GetSeed()
 * @param rngRun RngSeedManager::GetRun()
 * @param stream keeps several learners of one run apart
 * @return a seed, well mixed (SplitMix64)
 */
uint64_t LearnerSeed(uint64_t rngSeed, uint64_t rngRun, uint64_t stream = 0);

} // namespace isac
} // namespace ns3

#endif // ISAC_RANDOM_SOURCE_H
