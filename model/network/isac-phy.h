/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_PHY_H
#define ISAC_PHY_H

#include "isac-compat.h"
#include "isac-sensor.h"
#include "isac-signal-parameters.h"

#include "ns3/antenna-model.h"
#include "ns3/spectrum-channel.h"
#include "ns3/spectrum-error-model.h"
#include "ns3/spectrum-interference.h"
#include "ns3/spectrum-phy.h"
#include "ns3/traced-callback.h"
#include "ns3/traced-value.h"

namespace ns3
{
namespace isac
{

class IsacErrorModel;

/**
 * @ingroup isac-aigc
 * @brief One receiver chain in one band, and a transmitter for any number of bands at once.
 *
 * A burst is one signal on the channel, however many packets are in it; its receiver follows the
 * packets one by one and lets SpectrumInterference and the error model decide each. A chain takes
 * one burst at a time: a second one for the same receiver is lost, and is interference to the
 * first. Signals of others, sensing bursts among them, are interference with their own power
 * spectral density.
 *
 * Ideal: perfect synchronisation, no acquisition, no Doppler shift, no self-interference between
 * the bands of one transmitter (orthogonal subcarriers) or between what a device sends and receives
 * (but see AddOwnReceiver()), no echo of data bursts (see IsacWaveformSensor). Modelled: power,
 * noise, interference over time and frequency, errors by SINR.
 */
class IsacPhy : public CompatSpectrumPhy
{
  public:
    /// Takes a packet received without error, or with errors only where its error model may leave
    /// some.
    typedef Callback<void, Ptr<Packet>> ReceiveCallback;
    /// Takes what a sensing burst told.
    typedef Callback<void, const IsacEcho&> EchoCallback;
    /// Told that a receiver wants a frame again: burst that it was in, and the frame as sent.
    typedef Callback<void, Ptr<const IsacBurst>, Ptr<Packet>> RepeatCallback;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    IsacPhy();
    ~IsacPhy() override;

    void SetDevice(Ptr<NetDevice> device) override;
    Ptr<NetDevice> GetDevice() const override;
    void SetMobility(Ptr<MobilityModel> mobility) override;
    Ptr<MobilityModel> GetMobility() const override;
    void SetChannel(Ptr<SpectrumChannel> channel) override;
    /// @return the channel it is on
    Ptr<SpectrumChannel> GetChannel() const;
    Ptr<const SpectrumModel> GetRxSpectrumModel() const override;
    Ptr<Object> GetAntenna() const override;
    void StartRx(Ptr<SpectrumSignalParameters> params) override;

    /**
     * @brief Tune the receiver. To be called before SetChannel().
     * @param band what it listens to
     */
    void SetRxBand(const IsacBand& band);
    /// @return what the receiver listens to
    const IsacBand& GetRxBand() const;

    /**
     * @param band that somebody wants to send in
     * @return whether this receiver sees the capacity of just that band: it is the one it is tuned
     * to, or lies within it on a common model of finer bins, or within it and it is divided
     */
    bool IsTunedTo(const IsacBand& band) const;

    /**
     * @brief Let the receiver's band be divided in frequency, anew for each burst: of what is in
     * the air the receiver takes the part that lies in the band of the burst it receives, and
     * nothing else. Bursts whose carrier is the receiver's band say exactly where they are; all
     * other signals are flat over it. To be called before SetChannel().
     */
    void SetDivided();
    /**
     * @brief Take bursts of this sender only, as receivers of one address and one band need to.
     * @param sender the other end; null for any
     */
    void SetSource(Ptr<IsacPhy> sender);

    /**
     * @brief Name a divided receiver of the same device on a carrier that this radio sends on: what
     * is sent reaches it without loss, since nothing separates the two but frequency. A spectrum
     * channel takes no signal back to its node, and without this call the two do not disturb each
     * other.
     * @param receiver may be this one
     */
    void AddOwnReceiver(Ptr<IsacPhy> receiver);

    /**
     * @brief Express all signals on one model, as a SingleModelSpectrumChannel wants it. Without
     * this call each signal has the model of its own band. To be called before SetRxBand().
     * @param model bins that cover every band in use
     */
    void SetCommonModel(Ptr<const SpectrumModel> model);

    /**
     * @param antenna its gain towards the other end; null for an isotropic antenna
     */
    void SetAntenna(Ptr<AntennaModel> antenna);

    /**
     * @param model decides which packets arrive; an IsacErrorModel also sets the rate
     */
    void SetErrorModel(Ptr<SpectrumErrorModel> model);
    /// @return what decides which packets arrive
    Ptr<SpectrumErrorModel> GetErrorModel() const;

    /**
     * @brief Make this the radio of a base station. To be called after SetRxBand().
     * @param sensor listens to echoes in the receiver's band
     */
    void SetSensor(Ptr<IsacSensor> sensor);
    /// @return the sensor, or null
    Ptr<IsacSensor> GetSensor() const;

    /**
     * @param address to which bursts are sent that this chain takes
     */
    void SetAddress(Mac48Address address);
    /// @param callback takes received packets; without one this radio takes no bursts
    void SetReceiveCallback(ReceiveCallback callback);
    /// @param callback told what receivers want again; without one nothing is sent again
    void SetRepeatCallback(RepeatCallback callback);

    /**
     * @brief Send a data burst at once.
     * @param burst packets, band, power and rate
     */
    void SendBurst(Ptr<const IsacBurst> burst);

    /**
     * @brief Send a sensing burst over the sensor's band at once, and listen.
     * @param target the user
     * @param cycles n, at least 1
     * @param cycleTime T_s
     * @param power P_s [W]
     * @param done is told the result when the burst has ended
     */
    void SendSensingBurst(Ptr<MobilityModel> target,
                          uint32_t cycles,
                          Time cycleTime,
                          double power,
                          EchoCallback done);

    /**
     * @brief Path gain from this transmitter to another radio at this instant, antennas included.
     * @param receiver the other end
     * @return received over sent power, linear
     */
    double GetLinkGain(Ptr<const IsacPhy> receiver) const;

    /// @return noise density of the receiver [W/Hz]
    double GetNoiseDensity() const;

    /**
     * @brief Interference that the last received packet met.
     * @return the constant density that gives the packet's mean SINR [W/Hz]; 0 before any packet
     */
    double GetInterferenceDensity() const;

    /**
     * @brief Bit rate at which this receiver can be sent to.
     * @param bandwidth of the band [Hz]
     * @param gain path gain
     * @param power sent [W]
     * @param interference density to expect [W/Hz]
     * @return rate of the error model, Shannon's for a foreign one [bit/s]
     */
    double GetRate(double bandwidth, double gain, double power, double interference) const;

    /**
     * @brief Fix the random streams.
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /// TracedCallback signature of bursts.
    typedef void (*BurstTracedCallback)(Ptr<const IsacBurst> burst);
    /// TracedCallback signature of received packets: frame and mean SINR, linear.
    typedef void (*PacketTracedCallback)(Ptr<const Packet> packet, double sinr);
    /// TracedCallback signature of sensing bursts.
    typedef void (*EchoTracedCallback)(const IsacEcho& echo);

  protected:
    void DoDispose() override;

  private:
    /// The next packet of the burst under way begins.
    void StartPacket();

    /// A signal on the channel, as a divided receiver knows it.
    struct Signal
    {
        IsacBand band;      //!< where its power is
        double power = 0.0; //!< of it that is received [W]
        Time end;           //!< when it ends
    };

    /**
     * @brief A divided receiver hears of a signal.
     * @param params signal
     * @return it, reduced to its part in the receiver's band
     */
    Signal Note(Ptr<const SpectrumSignalParameters> params);
    /// @return density of a signal in the band that a divided receiver has filtered out
    /// @param signal any
    Ptr<SpectrumValue> InFocus(const Signal& signal) const;
    /**
     * @brief Let a signal into the band that a divided receiver has filtered out.
     * @param signal that begins, or is in the air
     * @return its density there
     */
    Ptr<const SpectrumValue> Hear(const Signal& signal);
    /// @param band that a divided receiver filters out from now on
    void Focus(const IsacBand& band);
    /// A packet of the burst under way has ended.
    void EndPacket();
    /**
     * @brief A receiver wants a frame again.
     * @param burst that it was in
     * @param frame as it was sent
     */
    void Repeat(Ptr<const IsacBurst> burst, Ptr<const Packet> frame);
    /// @param power that is no longer sent [W]
    void EndTransmission(double power);
    /// @param done is told the result
    void EndSensing(EchoCallback done);
    /**
     * @param band a band
     * @return the model that a signal in it is expressed on
     */
    Ptr<const SpectrumModel> GetModel(const IsacBand& band) const;
    /**
     * @brief Put a signal on the channel.
     * @param params signal, without PSD and sender
     * @param band what it occupies
     * @param carrier whose model it is expressed on
     * @param power sent [W]
     */
    void Transmit(Ptr<IsacSignalParameters> params,
                  const IsacBand& band,
                  const IsacBand& carrier,
                  double power);

    double m_noiseDensityDbm;    //!< thermal noise [dBm/Hz]
    double m_noiseFigureDb;      //!< of the receiver [dB]
    double m_noiseDensity = 0.0; //!< of the receiver as it was tuned [W/Hz]

    Ptr<NetDevice> m_device;                  //!< that it belongs to
    Ptr<MobilityModel> m_mobility;            //!< where it is
    Ptr<SpectrumChannel> m_channel;           //!< that it is on
    Ptr<AntennaModel> m_antenna;              //!< null if isotropic
    Ptr<const SpectrumModel> m_commonModel;   //!< null if each band has its own
    Ptr<SpectrumErrorModel> m_errorModel;     //!< decides
    IsacErrorModel* m_isacModel = nullptr;    //!< the same if it is one of ours, else null
    Ptr<SpectrumInterference> m_interference; //!< tracks SINR
    Ptr<IsacSensor> m_sensor;                 //!< null in a user's radio
    IsacBand m_rxBand;                        //!< what the receiver listens to
    bool m_divided = false;                   //!< see SetDivided()
    Ptr<IsacPhy> m_source;                    //!< whose bursts it takes; null for anybody's
    IsacBand m_focus;                         //!< that a divided receiver filters out
    Ptr<const SpectrumModel> m_focusModel;    //!< of that band
    bool m_loud = false;                      //!< whether m_interference keeps rounding of signals
    std::vector<Signal> m_signals;            //!< in the air, to a divided receiver
    std::vector<Ptr<IsacPhy>> m_ownReceivers; //!< see AddOwnReceiver()
    Mac48Address m_address;                   //!< whose bursts it takes
    ReceiveCallback m_receive;                //!< takes packets
    RepeatCallback m_repeat;                  //!< told what receivers want again

    Ptr<const IsacBurst> m_burst;        //!< being received
    Ptr<const SpectrumValue> m_burstPsd; //!< its received density
    std::size_t m_next = 0;              //!< packet of the burst being received
    Ptr<SpectrumPhy> m_sender;           //!< who sends it, or sent the last one
    Time m_burstEnd;                     //!< when it ends
    EventId m_endEvent;                  //!< the packet ends
    double m_interferenceDensity = 0.0;  //!< see GetInterferenceDensity()

    TracedValue<double> m_radiatedPower;                            //!< sum of all bands [W]
    TracedCallback<Ptr<const IsacBurst>> m_txBurstTrace;            //!< burst begins
    TracedCallback<Ptr<const IsacBurst>> m_rxBurstTrace;            //!< reception begins
    TracedCallback<Ptr<const IsacBurst>> m_rxDropTrace;             //!< chain was busy
    TracedCallback<Ptr<const Packet>, double> m_rxPacketOkTrace;    //!< packet correct
    TracedCallback<Ptr<const Packet>, double> m_rxPacketErrorTrace; //!< packet lost
    TracedCallback<const IsacEcho&> m_echoTrace;                    //!< sensing burst over
};

} // namespace isac
} // namespace ns3

#endif // ISAC_PHY_H
