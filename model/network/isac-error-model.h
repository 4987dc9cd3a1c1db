/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ERROR_MODEL_H
#define ISAC_ERROR_MODEL_H

#include "isac-signal-parameters.h"

#include "ns3/isac-bit-error.h"
#include "ns3/random-variable-stream.h"
#include "ns3/spectrum-error-model.h"

#include <optional>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Decides which packets of a burst arrive, and at what rate a burst may be sent.
 *
 * SpectrumInterference hands it the SINR of each packet in chunks of constant interference.
 */
class IsacErrorModel : public SpectrumErrorModel
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @param bandwidth of the band [Hz]
     * @param sinr expected ratio in the band, linear
     * @return bit rate at which to send [bit/s]
     */
    virtual double GetRate(double bandwidth, double sinr) const = 0;

    /**
     * @brief Whether a packet survives what it met; called once a packet, when it has ended.
     * @param packet the frame
     * @return whether it is correct
     */
    virtual bool Decide(Ptr<const Packet> packet) = 0;

    /**
     * @brief What a packet is when it has arrived; called once, after Decide() was true.
     * @param packet the frame as it was sent; stays as it is
     * @return what to hand up; as it was sent unless a model says otherwise
     */
    virtual Ptr<Packet> Deliver(Ptr<const Packet> packet);

    /**
     * @brief Whether the sender is to send a packet again, after Decide() was false.
     * @return when he is to know it; nothing unless a model says otherwise
     */
    virtual std::optional<Time> RepeatAfter() const;

    /**
     * @brief Say which burst the next packets belong to.
     * @param burst rate and band
     */
    void SetBurst(Ptr<const IsacBurst> burst);

    /// @return SINR of the last packet in its band, averaged over time, linear; 0 before any
    double GetMeanSinr() const;

    /**
     * @brief Fix the random streams.
     * @param stream first stream
     * @return number of streams used
     */
    virtual int64_t AssignStreams(int64_t stream);

    void StartRx(Ptr<const Packet> packet) override;
    void EvaluateChunk(const SpectrumValue& sinr, Time duration) override;
    bool IsRxCorrect() override;

  protected:
    void DoDispose() override;

    /**
     * @brief Take in a chunk of constant SINR.
     * @param sinr in each bin of the receiver, linear
     * @param seconds how long it lasted
     */
    virtual void DoEvaluateChunk(const SpectrumValue& sinr, double seconds) = 0;
    /// Forget the chunks of the packet before.
    virtual void DoStart() = 0;

    Ptr<const IsacBurst> m_burst; //!< what is being received
    double m_seconds = 0.0;       //!< of the packet so far [s]

  private:
    Ptr<const Packet> m_packet; //!< being received
    double m_sinrSeconds = 0.0; //!< integral of the SINR in the band over time [s]
};

/**
 * @ingroup isac-aigc
 * @brief Ideal coding: a packet arrives if and only if the capacity it met, integrated over its
 * bins and its time, reaches its rate. Sends at capacity.
 *
 * ns3::ShannonSpectrumErrorModel does the same with whole bytes, which loses packets that are sent
 * at exactly the rate the channel bears; here a relative slack of 1e-6 covers rounding to
 * nanoseconds.
 */
class IsacOutageErrorModel : public IsacErrorModel
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    double GetRate(double bandwidth, double sinr) const override;
    bool Decide(Ptr<const Packet> packet) override;

  protected:
    void DoEvaluateChunk(const SpectrumValue& sinr, double seconds) override;
    void DoStart() override;

  private:
    double m_margin = 1.0; //!< send at capacity for the expected SINR divided by this
    double m_bits = 0.0;   //!< that the channel bore for this packet

    /**
     * @param marginDb margin [dB]
     */
    void SetMarginDb(double marginDb);
    /// @return margin [dB]
    double GetMarginDb() const;
};

/**
 * @ingroup isac-aigc
 * @brief No coding: each bit fails on its own with the probability that the modulation has at the
 * SINR met, one failed bit loses the packet. Sends one symbol a second per hertz.
 */
class IsacBitErrorModel : public IsacErrorModel
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
    IsacBitErrorModel();

    double GetRate(double bandwidth, double sinr) const override;
    bool Decide(Ptr<const Packet> packet) override;
    int64_t AssignStreams(int64_t stream) override;

  protected:
    void DoEvaluateChunk(const SpectrumValue& sinr, double seconds) override;
    void DoStart() override;

  private:
    /// @return the modulation in use
    Modulation GetModulation() const;

    Scheme m_scheme;                     //!< as configured
    double m_errorSeconds = 0.0;         //!< integral of the bit error probability [s]
    Ptr<UniformRandomVariable> m_random; //!< decides
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ERROR_MODEL_H
