/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_SENSOR_H
#define ISAC_SENSOR_H

#include "isac-band.h"

#include "ns3/isac-radar.h"
#include "ns3/mobility-model.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/spectrum-interference.h"

namespace ns3
{
namespace isac
{

class SinrIntegrator;

/// What a sensing burst told about one user.
struct IsacEcho
{
    uint32_t cycles = 0;          //!< n, cycles sent
    double effectiveCycles = 0.0; //!< n less what interference spoilt
    double snr = 0.0;             //!< after integration, interference included, linear
    bool detected = true;         //!< whether there is an estimate at all
    double range = 0.0;           //!< estimated distance [m]
    double velocity = 0.0;        //!< estimated radial velocity, away from the radar [m/s]
    double rangeBound = 0.0;      //!< Cramer-Rao bound, standard deviation [m]
    double velocityBound = 0.0;   //!< Cramer-Rao bound, standard deviation [m/s]
};

/**
 * @ingroup isac-aigc
 * @brief The FMCW receiver of a base station: echo, detection and estimates.
 *
 * A spectrum channel never returns a signal to the node that sent it, so the echo is computed
 * here: its power from the radar equation and the present geometry, its SINR from the interference
 * that reached the device meanwhile, tracked by a SpectrumInterference as for any reception.
 * Range and velocity are the truth plus Gaussian errors at the Cramer-Rao bound, which is
 * optimistic below some 20 dB. With DetectionGate a target is missed with the probability that
 * the detector has at that SNR, and then yields nothing.
 *
 * Interference counts as so many cycles lost: of n cycles, n SINR/SNR remain, since what
 * integration gathers is energy over noise density. One point target, in line of sight, no clutter,
 * no self-interference; the chirp itself is modelled in room `radio`.
 */
class IsacSensor : public Object
{
  public:
    /// Swerling case as an attribute; values as in isac::SwerlingCase.
    enum Fluctuation
    {
        STEADY,
        SWERLING_1,
        SWERLING_3
    };

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();
    IsacSensor();

    /**
     * @param band that sensing bursts sweep
     * @param model what signals at this receiver are expressed on
     */
    void SetBand(const IsacBand& band, Ptr<const SpectrumModel> model);
    /// @return band that sensing bursts sweep
    const IsacBand& GetBand() const;

    /**
     * @brief Take note of a signal from elsewhere.
     * @param psd received density on the receiver's model [W/Hz]
     * @param duration how long it lasts
     */
    void AddSignal(Ptr<const SpectrumValue> psd, Time duration);

    /**
     * @brief Begin to listen to the echo of a burst.
     * @param radar position of the device
     * @param target position and velocity of the user
     * @param cycles n
     * @param cycleTime T_s
     * @param power sent [W]
     */
    void Begin(Ptr<MobilityModel> radar,
               Ptr<MobilityModel> target,
               uint32_t cycles,
               Time cycleTime,
               double power);

    /**
     * @brief The burst has ended.
     * @return what it told
     */
    IsacEcho End();

    /**
     * @brief Fix the random streams.
     * @param stream first stream
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

  private:
    /// @return radar and target as the radar equation takes them
    RadarParameters GetRadar() const;

    double m_carrier;       //!< [Hz]
    double m_crossSection;  //!< [m^2]
    double m_antennaGainDb; //!< of sending and receiving antenna each [dBi]
    double m_noiseFigureDb; //!< [dB]
    double m_lossDb;        //!< [dB]
    double m_dutyCycle;     //!< share of a cycle that is sampled
    double m_falseAlarm;    //!< of the detector
    Fluctuation m_swerling; //!< of the target
    bool m_gate;            //!< whether targets can be missed

    IsacBand m_band;                          //!< of sensing bursts
    Ptr<const SpectrumModel> m_model;         //!< what signals are expressed on
    Ptr<SpectrumInterference> m_interference; //!< tracks the echo's SINR
    Ptr<SinrIntegrator> m_integrator;         //!< gathers it
    Ptr<UniformRandomVariable> m_detection;   //!< decides detections
    Ptr<NormalRandomVariable> m_estimate;     //!< errors of the estimates

    IsacEcho m_echo;            //!< of the burst under way
    double m_burstTime = 0.0;   //!< of the burst under way, idle parts included [s]
    double m_echoDensity = 0.0; //!< received [W/Hz]
    double m_range = 0.0;       //!< true distance [m]
    double m_velocity = 0.0;    //!< true radial velocity [m/s]
};

} // namespace isac
} // namespace ns3

#endif // ISAC_SENSOR_H
