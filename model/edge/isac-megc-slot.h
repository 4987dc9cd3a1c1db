/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_MEGC_SLOT_H
#define ISAC_MEGC_SLOT_H

#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief One cell of the system MEGC: mobile edge generation and computing, SI units.
 *
 * Three kinds of user share it. *Computation* users split a task between their device and the edge
 * server. *Content* users (AIGC) ask the server for content that it generates. *Vision* users
 * (vision enhancement, VE) send data that the server enhances and returns.
 */
struct MegcParameters
{
    int computeUsers = 1;                 //!< number of computation users
    int contentUsers = 1;                 //!< number of content users
    int visionUsers = 1;                  //!< number of vision users
    double uplinkBandwidth = 400e6;       //!< B_off, shared by computation and vision users [Hz]
    double downlinkBandwidth = 400e6;     //!< B_back, shared by content and vision users [Hz]
    double userPower = 15.0;              //!< p_MU, of a device on whatever band it has [W]
    double serverPower = 15.0;            //!< P, shared by content and vision users [W]
    double noiseDensity = 1e-13;          //!< N0 [W/Hz]
    double cyclesPerBit = 300.0;          //!< chi, of computation tasks [cycle/bit]
    double deviceSpeed = 1e9;             //!< f_comp, of a computation user's device [cycle/s]
    double serverSpeed = 20e9;            //!< f_ES, shared by all [cycle/s]
    double inferenceSlope = 9.97e-14;     //!< xi
    double inferenceOffset = 5.73;        //!< zeta
    double inferenceCyclesPerBit = 300.0; //!< chi_gen [cycle/bit]
    double referenceSpeed = 1e9;          //!< f_ref, in whose seconds xi and zeta count [cycle/s]
    double expansion = 2.0;               //!< psi, bits of a vision result per bit sent

    /**
     * @param bits D, of what is generated
     * @return W(D) = (xi chi_gen D + zeta) f_ref, numerators of (9) and (13) [cycle]
     */
    double InferenceWork(double bits) const;
};

/// What a slot brings; one value for each user of the kind.
struct MegcState
{
    std::vector<double> computeGain;        //!< h_comp^off, path gain with fading
    std::vector<double> contentGain;        //!< h_AIGC^back
    std::vector<double> visionUplinkGain;   //!< h_VE^off
    std::vector<double> visionDownlinkGain; //!< h_VE^back
    std::vector<double> computeBits;        //!< D_comp [bit]
    std::vector<double> contentBits;        //!< D_AIGC^ES, of the result [bit]
    std::vector<double> visionBits;         //!< D_VE, of what is sent [bit]
};

/// What is decided for a slot; one value for each user of the kind. Shares of a sum of 1 at most.
struct MegcAllocation
{
    std::vector<double> computeBandwidth;        //!< alpha_comp^off, of B_off
    std::vector<double> visionUplinkBandwidth;   //!< alpha_VE^off, of B_off
    std::vector<double> contentBandwidth;        //!< alpha_AIGC^back, of B_back
    std::vector<double> visionDownlinkBandwidth; //!< alpha_VE^back, of B_back
    std::vector<double> contentPower;            //!< beta for content users, of P
    std::vector<double> visionPower;             //!< beta for vision users, of P
    std::vector<double> offloading;              //!< lambda, part of a task that is sent away
    std::vector<double> computeSpeed;            //!< omega_comp, of f_ES
    std::vector<double> contentSpeed;            //!< omega_AIGC, of f_ES
    std::vector<double> visionSpeed;             //!< omega_VE, of f_ES
};

/// What a slot gave, in closed form [s]; one value for each user of the kind.
struct MegcOutcome
{
    std::vector<double> computeLocal;   //!< (6), on the device
    std::vector<double> computeUplink;  //!< (5)
    std::vector<double> computeServer;  //!< (7)
    std::vector<double> computeLatency; //!< L_comp, (8)

    std::vector<double> contentServer;   //!< (9)
    std::vector<double> contentDownlink; //!< (10)
    std::vector<double> contentLatency;  //!< L_AIGC, (11)

    std::vector<double> visionUplink;   //!< (12)
    std::vector<double> visionServer;   //!< (13)
    std::vector<double> visionDownlink; //!< (14)
    std::vector<double> visionLatency;  //!< L_VE, (15)

    double total = 0.0; //!< sum of all latencies: what P1 minimises
};

/**
 * @ingroup isac-aigc
 * @brief Rate of one user in frequency-division multiple access: (1) to (4).
 * @param bandwidth of the whole band [Hz]
 * @param share a of it; 0 gives no rate
 * @param gain path gain h
 * @param power sent on the share [W]
 * @param noiseDensity N0 [W/Hz]
 * @return a B log2(1 + p h / (a B N0)) [bit/s]
 */
double FdmaRate(double bandwidth, double share, double gain, double power, double noiseDensity);

/**
 * @ingroup isac-aigc
 * @brief A whole slot in closed form: (1) to (15).
 *
 * A share of 0 makes infinite what needs it. What is not needed takes no time: nothing is sent or
 * computed away of a task whose lambda is 0.
 *
 * @param parameters the cell
 * @param state gains and tasks
 * @param allocation what was decided
 * @return latencies
 */
MegcOutcome EvaluateMegc(const MegcParameters& parameters,
                         const MegcState& state,
                         const MegcAllocation& allocation);

/**
 * @ingroup isac-aigc
 * @brief The lambda that minimises (8) once bandwidth and server speed are given: it makes local
 * and remote time equal, lambda = a / (a + b) with a = chi D / f_comp and
 * b = D / r + chi D / (omega f_ES).
 * @param parameters the cell
 * @param state gains and tasks
 * @param allocation its computeBandwidth and computeSpeed are read, its offloading is set
 */
void ChooseOffloading(const MegcParameters& parameters,
                      const MegcState& state,
                      MegcAllocation& allocation);

/**
 * @ingroup isac-aigc
 * @param parameters the cell
 * @return equal shares of everything and lambda = 1/2: fixed resource allocation (FRA)
 */
MegcAllocation EqualMegcAllocation(const MegcParameters& parameters);

} // namespace isac
} // namespace ns3

#endif // ISAC_MEGC_SLOT_H
