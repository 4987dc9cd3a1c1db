/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DA_VIEWER_H
#define ISAC_DA_VIEWER_H

#include "ns3/isac-da-scenario.h"
#include "ns3/random-variable-stream.h"

#include <boost/random/mersenne_twister.hpp>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief What a user of DA-ISAC watches, does and likes, by the laws of DaPopulation, from ns-3's
 * random streams; or, by a script, what is told slot by slot.
 *
 * It knows nothing of where the user is; who moves the user tells the environment.
 */
class DaViewer
{
  public:
    DaViewer();

    /**
     * @brief Fix the random streams.
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream);
    /**
     * @param script what he does in each slot, from the first one on; the last one stays. Without
     * any everything is drawn
     */
    void SetScript(const std::vector<DaUserStatus>& script);

    /**
     * @brief The first slot.
     * @param scenario laws
     * @param user number, which his structure depends on
     */
    void Begin(const DaScenario& scenario, uint32_t user);
    /// The next slot.
    void Advance();

    /// @return behaviour, file size, structure and weights in this slot; by a script everything
    const DaUserStatus& GetStatus() const;
    /// @return whether everything is told by a script, the environment too
    bool IsScripted() const;
    /// @return whether he leaves the video after the segment of this slot
    bool IsLastSegment() const;
    /**
     * @param quality q, mean of a video's segments
     * @param latency T, mean of a video's segments [s]
     * @param qoe true QoE, mean of a video's segments
     * @return opinion score that he gives
     */
    double DrawScore(double quality, double latency, double qoe);

  private:
    /// @param range an interval @return a uniform draw
    double Draw(const DaRange& range);
    /// A new video begins.
    void BeginVideo();
    /// Writes this slot's draws to the status.
    void Describe();

    Ptr<UniformRandomVariable> m_uniform; //!< videos, swipes, weights
    Ptr<NormalRandomVariable> m_normal;   //!< behaviour
    Ptr<UniformRandomVariable> m_scores;  //!< seeds m_random
    boost::random::mt19937_64 m_random;   //!< of scores
    std::vector<DaUserStatus> m_script;   //!< instead of draws
    DaScenario m_scenario;                //!< laws
    std::size_t m_slot = 0;               //!< of the script
    double m_behaviourPlace = 0.0;        //!< standard normal that behaviour follows
    double m_bitRate = 0.0;               //!< of the video [bit/s]
    int m_segment = 0;                    //!< of the video, from 0
    bool m_last = false;                  //!< see IsLastSegment()
    DaUserStatus m_status;                //!< of this slot
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DA_VIEWER_H
