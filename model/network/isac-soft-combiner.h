/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SOFT_COMBINER_H
#define ISAC_SOFT_COMBINER_H

#include "isac-error-tolerance-tag.h"

#include "ns3/isac-bit-error.h"
#include "ns3/mac48-address.h"
#include "ns3/random-variable-stream.h"

#include <map>
#include <utility>
#include <vector>

namespace ns3
{
namespace isac
{

/// A part of a frame in which the SINR was constant.
struct IsacSinrPiece
{
    double end = 0.0;  //!< share of the frame up to which it lasted, in (0, 1]
    double sinr = 0.0; //!< E_s/N_0 of its symbols, linear
};

/// SINR over a frame: pieces in rising order, the last of which ends at 1; empty: no airtime.
using IsacSinrProfile = std::vector<IsacSinrPiece>;

/**
 * @ingroup isac-aigc
 * @param first of one copy of a frame; empty for none
 * @param second of another
 * @return what maximum-ratio (chase) combining of both has: the sum, point by point
 */
IsacSinrProfile AddSinr(const IsacSinrProfile& first, const IsacSinrProfile& second);

/**
 * @ingroup isac-aigc
 * @brief Bits of frames that noise turns over, and the soft memory that HARQ with chase combining
 * needs: after n copies of a frame a bit is wrong with the probability at the sum of the SINRs that
 * it met in them.
 *
 * Ideal: the memory is not quantised. A bit that is right stays right with the next copy, and one
 * that was wrong with probability p is still wrong with p'/p; so the probability after each copy is
 * exact, while how errors of successive copies go together is not that of Gaussian noise (with
 * which a better sum now and then spoils a bit). A receiver remembers 4096 frames; a new one then
 * takes the place of the one that waits longest.
 */
class IsacSoftCombiner
{
  public:
    /// Who sent a frame, and its sequence number.
    using Key = std::pair<Mac48Address, uint32_t>;

    /// What is known of a frame after its last copy.
    struct Frame
    {
        uint32_t copies = 0;         //!< received
        IsacSinrProfile sinr;        //!< sum over copies
        std::vector<uint32_t> wrong; //!< bits that are wrong, in rising order
        uint64_t since = 0;          //!< which frame it was, in order of first copies
    };

    /**
     * @brief A copy of a frame has come.
     * @param frame what was known of it, an empty one for the first copy; updated
     * @param modulation constellation
     * @param sinr that this copy met
     * @param bytes of the frame
     * @param ranges that noise may change
     * @param random decides
     */
    static void Receive(Frame& frame,
                        Modulation modulation,
                        const IsacSinrProfile& sinr,
                        uint32_t bytes,
                        const std::vector<IsacByteRange>& ranges,
                        Ptr<UniformRandomVariable> random);

    /// @param key of a frame @return what is remembered of it; new if nothing is
    Frame& Remember(const Key& key);
    /// @param key of a frame that is over
    void Forget(const Key& key);
    /// @return frames remembered
    std::size_t GetSize() const;

  private:
    std::map<Key, Frame> m_frames;    //!< that wait for another copy
    std::map<uint64_t, Key> m_oldest; //!< the same by age
    uint64_t m_count = 0;             //!< of all frames so far
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SOFT_COMBINER_H
