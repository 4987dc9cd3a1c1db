/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_FMCW_CHIRP_H
#define ISAC_FMCW_CHIRP_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A burst of equal linear chirps, sampled during the ramps only.
 *
 * Under TDM-MIMO the transmitters chirp in turn; a receiver then sees one transmitter every
 * transmitters cycles, and the per-transmitter figures below follow. The defaults are CAQA-AIGC's
 * sensing cycles (60 us, 100 MHz) with the carrier, idle time and sample rate assumed for them.
 */
struct FmcwChirp
{
    double carrierFrequency = 28e9; //!< f_c, in the middle of the ramp [Hz]
    double bandwidth = 100e6;       //!< B, swept while sampling [Hz]
    double rampTime = 51.2e-6;      //!< sampled part of a cycle [s]
    double idleTime = 8.8e-6;       //!< rest of a cycle [s]
    double sampleRate = 5e6;        //!< f_s, complex samples [1/s]
    int chirps = 119;               //!< N_c, of all transmitters together
    int transmitters = 1;           //!< that chirp in turn

    /// @return S = B / rampTime [Hz/s]
    double Slope() const;
    /// @return T_c = rampTime + idleTime [s]
    double CycleTime() const;
    /// @return complex samples of one ramp
    int Samples() const;
    /// @return chirps that one transmitter sends
    int ChirpsPerTransmitter() const;
    /// @return from one chirp of a transmitter to its next [s]
    double RepetitionTime() const;
    /**
     * @return time during which a receiver samples one transmitter's echoes, the T of RadarSnr;
     * idle times are not in it [s]
     */
    double IntegrationTime() const;
    /// @return time that the burst spans, the T of VelocityBound; idle times are in it [s]
    double ObservationTime() const;
    /// @return c / (2 B) [m]
    double RangeStep() const;
    /// @return f_s c / (2 S) [m]
    double RangeLimit() const;
    /// @return lambda / (2 T), T the ObservationTime [m/s]
    double VelocityStep() const;
    /// @return lambda / (4 T_c) over transmitters [m/s]
    double VelocityLimit() const;
};

/**
 * @ingroup isac-aigc
 * @param cycles n, sensing cycles
 * @return CAQA-AIGC's burst: 1.5 m, 384 m, 44.6 m/s
 */
FmcwChirp CaqaChirp(int cycles);

/**
 * @ingroup isac-aigc
 * @return TI IWR6843 ODS: 60.25 GHz, 156 MHz/us, 3194.88 MHz, 96 chirps of 31 us in all, three
 * transmitters. Assumed: 12.5 MS/s, the chip's largest complex rate, which gives 256 samples.
 */
FmcwChirp Iwr6843OdsChirp();

/**
 * @ingroup isac-aigc
 * @param carrierFrequency the design exists for 60 GHz and for 77 GHz [Hz]
 * @return TI TIDUE95A: 98 MHz/us, 3920 MHz, 40 us ramp, 340 us cycle, 512 chirps. The 160 ms
 * frame quoted beside these figures is shorter than 512 cycles (174 ms); the cycle is kept here.
 * Assumed: 6.4 MS/s, 256 samples.
 */
FmcwChirp Tidue95aChirp(double carrierFrequency);

/**
 * @ingroup isac-aigc
 * @return TI TIDUF76 corner radar: 77 GHz, 6.7 MHz/us, 23.4 us ramp (156.8 MHz), 120 m.
 * Assumed: 126 samples (5.38 MS/s) for that distance, 6.6 us idle, 128 chirps.
 */
FmcwChirp Tiduf76Chirp();

} // namespace isac
} // namespace ns3

#endif // ISAC_FMCW_CHIRP_H
