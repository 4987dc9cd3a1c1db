/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_HELPER_H
#define ISAC_HELPER_H

#include "ns3/isac-band.h"
#include "ns3/isac-net-device.h"
#include "ns3/isac-radio-energy-model.h"
#include "ns3/isac-waveform-sensor.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/spectrum-channel.h"
#include "ns3/trace-helper.h"

namespace ns3
{
namespace isac
{

class IsacBsMac;

/**
 * @ingroup isac-aigc
 * @brief Installs radio cells: a base station and its users on one spectrum channel.
 *
 * Several cells on one channel interfere with each other.
 */
class IsacHelper : public PcapHelperForDevice, public AsciiTraceHelperForDevice
{
  public:
    IsacHelper();

    /**
     * @brief The channel that cells are put on. Without this call the first Install() makes one
     * with 128.1 + 37.6 log10(d / km) dB of path loss and block fading.
     * @param channel any spectrum channel; one that knows a single model only needs SetCommonBins()
     */
    void SetChannel(Ptr<SpectrumChannel> channel);
    /// @return the channel, made now if there is none
    Ptr<SpectrumChannel> GetChannel();

    /**
     * @param interceptDb path loss at 1 km [dB]
     * @param slopeDb path loss per decade of distance [dB]
     * @param fadingBlock how long a Rayleigh fading gain lasts; 0 for no fading
     */
    void SetPathLoss(double interceptDb, double slopeDb, Time fadingBlock);

    /**
     * @brief What the fading of SetPathLoss() is like; without this call Rayleigh fading of gains
     * that both directions share.
     * @param ricianFactor power in line of sight over power scattered, linear
     * @param reciprocal whether both directions of a link have the same gain
     */
    void SetFading(double ricianFactor, bool reciprocal);

    /**
     * @brief Downlink around a carrier; the uplink lies right above it.
     * @param carrier middle of the downlink band [Hz]
     * @param downlink bandwidth [Hz]
     * @param uplink bandwidth [Hz]
     */
    void SetBands(double carrier, double downlink, double uplink);

    /// @param shared whether every user's downlink is the whole band, used in turn; else B/K
    void SetSharedBand(bool shared);

    /**
     * @brief Let grants divide a part of both bands in frequency, anew in each slot; every user
     * gets receivers of his own for it at both ends. Users' own subchannels share the rest.
     * @param share of each band, from its lower end, for grants; 0: none. With 1 users have no
     * subchannel, and what is no grant goes ideally or not at all
     */
    void SetFrequencyDivision(double share);
    /**
     * @brief Let grants of both directions be parts of one carrier, that of GetGrantedDownlink():
     * who plans sees to it that what goes at the same time does not overlap. What does disturbs as
     * it must, a device's own signal in its own receivers of grants without any loss. Users' own
     * subchannels stay as they are.
     * @param flexible whether to; without this call each direction has a band of its own
     */
    void SetFlexibleDuplex(bool flexible);
    /// @return part of the downlink for grants in frequency division
    IsacBand GetGrantedDownlink() const;
    /// @return part of the uplink for grants in frequency division; the same as that of the
    /// downlink in flexible duplex
    IsacBand GetGrantedUplink() const;

    /**
     * @brief Express all signals on one spectrum model over both bands.
     * @param bins number of bins of each band
     */
    void SetCommonBins(uint32_t bins);

    /**
     * @param name of an attribute of IsacNetDevice
     * @param value its value
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of IsacPhy, for all radios
     * @param value its value
     */
    void SetPhyAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of IsacSensor
     * @param value its value
     */
    void SetSensorAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of IsacBsMac
     * @param value its value
     */
    void SetBsMacAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param name of an attribute of IsacUeMac
     * @param value its value
     */
    void SetUeMacAttribute(const std::string& name, const AttributeValue& value);
    /**
     * @param type TypeId name of a SpectrumErrorModel; each receiver gets its own
     */
    void SetErrorModel(const std::string& type);
    /**
     * @param name of an attribute of the error model
     * @param value its value
     */
    void SetErrorModelAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Install one cell. All nodes must have a mobility model.
     * @param baseStation its node
     * @param users at least one; they share the bands equally
     * @return the base station's device, then the users'
     */
    NetDeviceContainer Install(Ptr<Node> baseStation, const NodeContainer& users);

    /**
     * @brief Put a battery on a node and let the radio draw from it.
     * @param device of the node
     * @param initialEnergy in the battery [J]
     * @return what the radio draws
     */
    static Ptr<IsacRadioEnergyModel> InstallEnergy(Ptr<NetDevice> device, double initialEnergy);

    /**
     * @brief Let a base station hear the echoes of the bursts that it sends under grants.
     * @param device of the base station, which has no such sensor; the sensor is aggregated to it
     * @return the sensor
     */
    static Ptr<IsacWaveformSensor> InstallWaveformSensor(Ptr<NetDevice> device);

    /**
     * @brief Fix the random streams of devices and, if it has been made, channel.
     * @param devices of this module
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(const NetDeviceContainer& devices, int64_t stream);

  private:
    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> device,
                            bool promiscuous,
                            bool explicitFilename) override;
    void EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                             std::string prefix,
                             Ptr<NetDevice> device,
                             bool explicitFilename) override;

    /// @return a device with a queue for each traffic class, so that IP keeps packets' priority
    Ptr<IsacNetDevice> MakeDevice() const;
    /**
     * @param node that has a mobility model
     * @param device that it belongs to
     * @param band that it listens to
     * @return a radio, not yet on the channel
     */
    Ptr<IsacPhy> MakePhy(Ptr<Node> node, Ptr<IsacNetDevice> device, const IsacBand& band);

    /// @return part of the downlink that users' own subchannels share
    IsacBand GetOwnDownlink() const;
    /// @return part of the uplink that users' own subchannels share
    IsacBand GetOwnUplink() const;

    /**
     * @brief Give a user grants in frequency division.
     * @param base device of the base station
     * @param device of the user, which has its MAC
     */
    void InstallGrantChains(Ptr<IsacNetDevice> base, Ptr<IsacNetDevice> device);

    Ptr<SpectrumChannel> m_channel;   //!< that cells are put on
    double m_interceptDb = 128.1;     //!< path loss at 1 km [dB]
    double m_slopeDb = 37.6;          //!< path loss per decade [dB]
    Time m_fadingBlock = Seconds(1);  //!< 0 for no fading
    double m_ricianFactor = 0.0;      //!< of the fading
    bool m_reciprocal = true;         //!< whether fading is the same both ways
    double m_division = 0.0;          //!< see SetFrequencyDivision()
    bool m_flexible = false;          //!< see SetFlexibleDuplex()
    IsacBand m_downlink;              //!< whole downlink band
    IsacBand m_uplink;                //!< whole uplink band
    bool m_shared = false;            //!< see SetSharedBand()
    Ptr<SpectrumModel> m_commonModel; //!< see SetCommonBins()
    ObjectFactory m_device;           //!< makes devices
    ObjectFactory m_phy;              //!< makes radios
    ObjectFactory m_sensor;           //!< makes sensors
    ObjectFactory m_bsMac;            //!< makes MACs of base stations
    ObjectFactory m_ueMac;            //!< makes MACs of users
    ObjectFactory m_errorModel;       //!< makes error models
};

} // namespace isac
} // namespace ns3

#endif // ISAC_HELPER_H
