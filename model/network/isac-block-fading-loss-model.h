/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_BLOCK_FADING_LOSS_MODEL_H
#define ISAC_BLOCK_FADING_LOSS_MODEL_H

#include "ns3/isac-fisher-snedecor-fading.h"
#include "ns3/nstime.h"
#include "ns3/propagation-loss-model.h"

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Block fading: the power gain of a link stays the same for a block of time, and is
 * independent from block to block and from link to link. Rayleigh or Rician with mean 1, or
 * Fisher-Snedecor F in the form of 2017, whose scale is 1 and whose mean is m_s / (m_s - 1).
 *
 * To be chained behind a path-loss model. Both directions of a link have the same gain unless
 * Reciprocal is off, as where they lie in bands far apart. A gain is a
 * function of seed, run, stream, link and block alone, not of the order in which links are asked
 * for: two runs that differ in policy meet the same channel.
 */
class IsacBlockFadingLossModel : public PropagationLossModel
{
  public:
    /// Distributions of the gain.
    enum Kind
    {
        RICIAN,         //!< Rayleigh for a RicianFactor of 0
        FISHER_SNEDECOR //!< see FisherSnedecorFading
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @param a node at one end, that sends
     * @param b node at the other end
     * @return power gain of the link now, linear
     */
    double GetGain(uint32_t a, uint32_t b) const;

  private:
    double DoCalcRxPower(double txPowerDbm,
                         Ptr<MobilityModel> a,
                         Ptr<MobilityModel> b) const override;
    int64_t DoAssignStreams(int64_t stream) override;

    /**
     * @param severity m
     */
    void SetSeverity(double severity);
    /// @return m
    double GetSeverity() const;
    /**
     * @param shadowing m_s
     */
    void SetShadowing(double shadowing);
    /// @return m_s
    double GetShadowing() const;

    Time m_block;                    //!< how long a gain lasts
    Kind m_kind;                     //!< distribution
    double m_rician;                 //!< power in line of sight over power scattered
    double m_severity = 2.0;         //!< m
    double m_shadowing = 1.5;        //!< m_s
    FisherSnedecorFading m_shadowed; //!< of m and m_s
    bool m_reciprocal;               //!< whether both directions have the same gain
    int64_t m_stream = 0;            //!< parts this model's gains from those of another
};

} // namespace isac
} // namespace ns3

#endif // ISAC_BLOCK_FADING_LOSS_MODEL_H
