/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_UNCODED_ERROR_MODEL_H
#define ISAC_UNCODED_ERROR_MODEL_H

#include "isac-error-model.h"
#include "isac-soft-combiner.h"

#include "ns3/traced-callback.h"

namespace ns3
{
namespace isac
{

/// What noise did to the error-tolerant bytes of a frame.
struct IsacPayloadErrors
{
    uint32_t taggedBits = 0; //!< that may be delivered with errors
    uint32_t turnedBits = 0; //!< of them wrong, after combining
    double sinr = 0.0;       //!< mean E_s/N_0 that this copy met, linear
    uint32_t copies = 1;     //!< received so far, this one included
    bool delivered = true;   //!< false if another copy is asked for, or the frame is lost
};

/**
 * @ingroup isac-aigc
 * @brief Uncoded payloads, protected headers: bytes that carry IsacErrorToleranceTag are delivered
 * with bit errors, everything else arrives as it was sent. Sends one symbol a second per hertz.
 *
 * Each tagged bit is turned over on its own with BitErrorProbability() of the modulation at the
 * SINR of the moment at which it is on air: Q(sqrt(2 E_b/N_0)) for BPSK, and for QPSK per bit, with
 * E_b/N_0 the SINR over the bits of a symbol. Chunks of constant interference are kept apart, there
 * is no interleaver; the bits of a frame are spread evenly over its airtime. In several bins that
 * differ the mean probability counts. Frames without airtime meet no noise.
 *
 * Headers and untagged frames are taken as coded so robustly that they arrive; what this code
 * costs in airtime is left out. With ProtectionLimitDb set, a frame whose mean SINR is below it is
 * lost as a whole.
 *
 * With Transmissions above 1 there is HARQ with chase combining (see IsacSoftCombiner): a frame
 * with wrong bits is kept, and its sender is asked for it again until it is correct or that many
 * copies came; what is left wrong then is delivered. Every copy takes airtime and energy of the
 * sender as any frame does, and waits behind those queued before it (selective repeat: frames may
 * change order). Ideal: the check that tells wrong frames never errs and takes no bytes; feedback
 * takes FeedbackDelay and neither airtime nor energy, and is never lost. A frame whose copies stop
 * coming, because a grant ends, is not delivered at all.
 */
class IsacUncodedErrorModel : public IsacErrorModel
{
  public:
    /// Modulation as an attribute; values as in isac::Modulation.
    enum Scheme
    {
        BPSK,
        QPSK,
        QAM16,
        QAM64
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    IsacUncodedErrorModel();

    double GetRate(double bandwidth, double sinr) const override;
    bool Decide(Ptr<const Packet> packet) override;
    Ptr<Packet> Deliver(Ptr<const Packet> packet) override;
    std::optional<Time> RepeatAfter() const override;
    int64_t AssignStreams(int64_t stream) override;

    /// TracedCallback signature of frames with tagged bytes: frame as sent, what became of it.
    typedef void (*PayloadTracedCallback)(Ptr<const Packet> packet,
                                          const IsacPayloadErrors& errors);

  protected:
    void DoDispose() override;
    void DoEvaluateChunk(const SpectrumValue& sinr, double seconds) override;
    void DoStart() override;

  private:
    /// @return the modulation in use
    Modulation GetModulation() const;
    /// @return what the frame met, over its airtime
    IsacSinrProfile GetProfile() const;

    Scheme m_scheme;                     //!< as configured
    double m_limitDb;                    //!< SINR that headers need [dB]
    uint32_t m_transmissions;            //!< most copies of a frame
    Time m_feedbackDelay;                //!< until the sender knows
    IsacSinrProfile m_pieces;            //!< of the frame; ends in seconds from its start
    Ptr<Packet> m_changed;               //!< to deliver; null if as sent
    bool m_again = false;                //!< whether another copy is wanted
    IsacSoftCombiner m_combiner;         //!< remembers frames
    Ptr<UniformRandomVariable> m_random; //!< decides

    TracedCallback<Ptr<const Packet>, const IsacPayloadErrors&> m_payloadTrace; //!< each frame
};

} // namespace isac
} // namespace ns3

#endif // ISAC_UNCODED_ERROR_MODEL_H
