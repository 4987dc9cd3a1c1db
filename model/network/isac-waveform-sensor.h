/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_WAVEFORM_SENSOR_H
#define ISAC_WAVEFORM_SENSOR_H

#include "isac-bs-mac.h"
#include "isac-compat.h"
#include "isac-sensor.h"

#include "ns3/isac-da-bounds.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <map>

namespace ns3
{
namespace isac
{

/// What the echo of a user's own data told about him.
struct IsacWaveformEcho
{
    Mac48Address user;          //!< who was sent to
    Time time;                  //!< when the echo was long enough
    double bandwidth = 0.0;     //!< B of the bursts [Hz]
    double power = 0.0;         //!< P of the bursts [W]
    double snr = 0.0;           //!< after integration, linear
    bool detected = false;      //!< whether there are estimates at all
    double range = 0.0;         //!< estimated distance [m]
    double velocity = 0.0;      //!< estimated radial velocity, away from the base station [m/s]
    double azimuth = 0.0;       //!< estimated, counter-clockwise from east; an error may lead
                                //!< beyond +-180 [degree]
    double rangeBound = 0.0;    //!< Cramer-Rao bound, variance [m^2]
    double velocityBound = 0.0; //!< Cramer-Rao bound, variance [(m/s)^2]
    double azimuthBound = 0.0;  //!< Cramer-Rao bound, variance [degree^2]
};

/**
 * @ingroup isac-aigc
 * @brief The receiver of a base station for echoes of the data that it sends under grants: one
 * waveform carries bits and senses whom they are for.
 *
 * Airtime of bursts to a user adds up over a slot. As soon as it comes to CoherentTime, there is an
 * echo: the user's range, radial velocity and azimuth at that instant plus independent Gaussian
 * errors whose variances are the bounds of DA-ISAC (DaBounds()) at the bursts' band and power; or,
 * with DetectionGate, a miss, as often as a detector misses at the echo's ratio (DaEchoSnr()). Then
 * that user has no further echo until BeginSlot(). Airtime in another band or at another power
 * begins anew, since its echo cannot be added up coherently, and so does a slot; a burst in the air
 * when a slot begins tells nothing.
 *
 * Ideal: noise only, no clutter, no echoes of others, no data of others in the same frequencies;
 * the base station hears while it sends. The bounds say what is possible and are optimistic for
 * weak echoes.
 */
class IsacWaveformSensor : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    IsacWaveformSensor();

    /**
     * @param mac of the base station whose bursts are listened to; to be called once
     */
    void SetMac(Ptr<IsacBsMac> mac);

    /**
     * @brief Take over all constants at once, in place of the attributes.
     * @param sensing the base station
     */
    void SetSensing(const DaSensing& sensing);
    /// @return all constants
    DaSensing GetSensing() const;

    /// A new slot begins: every user may have an echo again.
    void BeginSlot();

    /**
     * @brief Fix the random streams.
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /// TracedCallback signature of echoes.
    typedef void (*EchoTracedCallback)(const IsacWaveformEcho& echo);

  protected:
    void DoDispose() override;

  private:
    /// Echoes of one user in this slot.
    struct Track
    {
        IsacBand band;      //!< of the bursts that add up
        double power = 0.0; //!< of the bursts that add up [W]
        Time airtime;       //!< of bursts that are over or in the air
        EventId echo;       //!< comes when they have lasted long enough
        bool done = false;  //!< whether it comes, or came
    };

    /**
     * @param user who is sent to
     * @param burst that begins
     */
    void BurstBegins(Mac48Address user, Ptr<const IsacBurst> burst);
    /// @param user whose bursts have lasted long enough
    void MakeEcho(Mac48Address user);

    Time m_coherentTime;                                 //!< airtime that makes an echo
    double m_carrier;                                    //!< f_c [Hz]
    double m_crossSection;                               //!< beta_RCS [m^2]
    double m_beamGain;                                   //!< kappa
    double m_transmitFactor;                             //!< eps_t
    double m_receiveFactor;                              //!< eps_r
    uint32_t m_receiveAntennas;                          //!< N_r
    double m_noiseDensity;                               //!< N0 [W/Hz]
    double m_noiseBandwidth;                             //!< B_ref [Hz]
    uint32_t m_gainPower;                                //!< of vs in the bounds
    double m_rangeWeight;                                //!< lambda_1
    double m_velocityWeight;                             //!< lambda_2
    double m_azimuthWeight;                              //!< lambda_3
    double m_pulseTime;                                  //!< T_P [s]
    double m_effectiveTime;                              //!< T_eff [s]
    double m_beamWidth;                                  //!< B_NN [degree]
    double m_falseAlarm;                                 //!< of the detector
    IsacSensor::Fluctuation m_swerling;                  //!< of users' cross sections
    bool m_gate;                                         //!< whether users can be missed
    Ptr<IsacBsMac> m_mac;                                //!< of the base station
    std::map<Mac48Address, Track> m_slot;                //!< by user, of this slot
    Ptr<UniformRandomVariable> m_detection;              //!< decides detections
    Ptr<NormalRandomVariable> m_estimate;                //!< errors of the estimates
    TracedCallback<const IsacWaveformEcho&> m_echoTrace; //!< an echo, or a miss
};

} // namespace isac
} // namespace ns3

#endif // ISAC_WAVEFORM_SENSOR_H
