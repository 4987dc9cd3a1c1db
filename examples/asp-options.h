/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ASP_OPTIONS_H
#define ASP_OPTIONS_H

#include "asp-scenario.h"

#include "ns3/isac-arguments.h"
#include "ns3/isac-asp-arrivals.h"

#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/// Everything that the command line says.
struct AspOptions
{
    AspScenarioOptions scenario;        //!< the network
    std::string policy = "crash-avoid"; //!< who decides
    std::string level = "packet";       //!< or slot
    uint32_t episodes = 1;              //!< to run
    std::string trace;                  //!< file of tasks
    double arrivalRate = 0.001;         //!< [1/s]
    double horizon = 1e6;               //!< [s]
    std::string interArrival;           //!< a random variable of ns-3
    bool wholeSeconds = true;           //!< whether Poisson arrivals are cut to whole seconds
    uint32_t minSteps = 100;            //!< least T
    uint32_t maxSteps = 250;            //!< greatest T
    uint32_t stepStride = 10;           //!< between them
    std::string providers;              //!< file of providers
    uint32_t nProviders = 20;           //!< to be drawn
    uint32_t populationSeed = 0;        //!< they are drawn with; 0: the published ones
    std::string payment = "auto";       //!< assignment, completion
    double recoveryTime = 0.0;          //!< [s]
    bool restart = false;               //!< interrupted tasks start over
    double crashPenalty = 2.0;          //!< r_F
    double interruptionPenalty = 2.0;   //!< r_I
    std::string order = "providers";    //!< or task
    double rate = 1000.0;               //!< of links to providers [Mbit/s]
    double delay = 5.0;                 //!< of links to providers [ms]
    std::string access = "p2p";         //!< or radio
    double accessRate = 100.0;          //!< of links to users [Mbit/s]
    double accessDelay = 10.0;          //!< of links to users [ms]
    double reportInterval = 0.0;        //!< between regular reports [s]
    double decisionDelay = 0.0;         //!< from a task's arrival to its decision [ms]
    std::string output;                 //!< folder
    bool csv = true;                    //!< whether tasks.csv and providers.csv are written
    bool pcap = false;                  //!< whether packets of the first episode are written
    bool ascii = false;                 //!< whether traces of the first episode are written
    bool progress = true;               //!< whether progress is shown
};

/**
 * @brief Say what options there are.
 * @param options holds the defaults, gets the values
 * @param arguments gets them
 */
void AddAspArguments(AspOptions& options, Arguments& arguments);

/**
 * @brief Turn what was typed into what the network takes. Only what was typed: the rest is left to
 * attribute defaults, which --ns3::isac::... may have changed.
 * @param arguments that were read
 * @param options gets its scenario
 * @throws std::invalid_argument with one line that names the option at fault
 */
void TranslateAspOptions(const Arguments& arguments, AspOptions& options);

/**
 * @param options that were translated
 * @param parameters of their market
 * @param seed of all tasks
 * @return where tasks come from
 * @throws std::invalid_argument with one line that names the option at fault
 */
std::unique_ptr<AspArrivals> MakeAspArrivals(const AspOptions& options,
                                             const AspParameters& parameters,
                                             uint64_t seed);

} // namespace isac
} // namespace ns3

#endif // ASP_OPTIONS_H
