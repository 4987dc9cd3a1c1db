/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef DD_OPTIONS_H
#define DD_OPTIONS_H

#include "ns3/isac-arguments.h"
#include "ns3/isac-dd-arguments.h"
#include "ns3/isac-dd-network.h"
#include "ns3/isac-diffusion-arguments.h"
#include "ns3/isac-vision-evaluator.h"

#include <memory>
#include <ostream>
#include <string>

namespace ns3
{
namespace isac
{

/// Everything that the command line of distributed-diffusion says.
class DdOptions
{
  public:
    DdOptions();

    /// @param arguments gets the options. The values live in this object.
    void AddTo(Arguments& arguments);
    /**
     * @brief Take what was given; load the model, make the scheme.
     * @param arguments that were read
     * @throws std::exception with one line if it makes no sense
     */
    void Finish(const Arguments& arguments);

    /// @param out gets what became of questions to a vision-language model, if it was asked
    void PrintEvaluator(std::ostream& out) const;

    DdArguments cell;                 //!< constants
    DdNetworkOptions network;         //!< the network, after Finish()
    std::string policy = "optimum";   //!< who decides
    DiffusionArguments diffusion;     //!< where latents come from
    std::string arrangement = "edge"; //!< who takes shared steps
    std::string output;               //!< folder
    uint32_t pictures = 20;           //!< slots whose pictures are kept
    bool csv = true;                  //!< whether slots.csv and users.csv are written
    bool pcap = false;                //!< whether packets are written
    bool progress = true;             //!< whether progress is shown

  private:
    /// Load the model.
    void MakeSource();
    /// @throws std::invalid_argument with one line if there is no such band
    void CheckBand() const;
    /// Who tells QoE.
    void MakeEvaluator();
    /// Who decides.
    void MakeDecider();

    std::string m_prompts;                  //!< of the first users, apart by ;
    std::string m_centre = "medoid";        //!< whose prompt is a group's
    std::string m_evaluator = "surrogate";  //!< of QoE
    VisionEvaluatorSettings m_vision;       //!< of a vision-language model
    std::shared_ptr<VisionEvaluator> m_eye; //!< if it is asked
    bool m_visionFallback = false;          //!< whether the surrogate answers where it does not
    double m_slotTime = 10.0;               //!< [s]
    double m_serverStepTime = 50.0;         //!< [ms]
    double m_deviceStepTime = 200.0;        //!< [ms]
    double m_reportTimeout = 2.0;           //!< [s]
    double m_latentTimeout = 300.0;         //!< [s]
    double m_slotTimeout = 600.0;           //!< [s]
    double m_backhaulDelay = 0.0;           //!< [ms]
    double m_backhaulRate = 10.0;           //!< [Gbit/s]
};

} // namespace isac
} // namespace ns3

#endif // DD_OPTIONS_H
