/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "asp-options.h"

#include "ns3/object-factory.h"
#include "ns3/random-variable-stream.h"
#include "ns3/string.h"

#include <boost/random/mersenne_twister.hpp>
#include <cmath>
#include <locale>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

constexpr int64_t ARRIVAL_STREAM = 1000; //!< of the random variable between tasks

/**
 * @param value a number
 * @return it as text, all digits
 */
std::string
Exact(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(17);
    text << value;
    return text.str();
}

/**
 * @param seconds any time below 292 years
 * @return it as an attribute takes it
 */
std::string
ExactSeconds(double seconds)
{
    return Exact(seconds) + "s";
}

/**
 * @brief Whether an attribute may take a text; ns-3 itself ends the program over what is no number.
 * @param attribute of a random variable
 * @param text its value
 * @return whether it is one
 */
bool
IsValid(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    const std::string type = attribute.checker->GetValueTypeName();
    if (type == "ns3::DoubleValue" || type == "ns3::UintegerValue" || type == "ns3::IntegerValue")
    {
        std::istringstream stream(text);
        stream.imbue(std::locale::classic());
        double number;
        if (!(stream >> number) || !stream.eof() || !std::isfinite(number))
        {
            return false;
        }
    }
    return attribute.checker->CreateValidValue(StringValue(text)) != nullptr;
}

/**
 * @brief Make a random variable; ns-3 itself ends the program when the text is wrong.
 * @param text "ns3::Type[Name=value|...]"
 * @return it
 * @throws std::invalid_argument with one line that names the option
 */
Ptr<RandomVariableStream>
MakeVariable(const std::string& text)
{
    const std::string option = "interArrival=" + text + ": ";
    const std::size_t open = text.find('[');
    const std::string name = text.substr(0, open);
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(name, &type) ||
        !type.IsChildOf(RandomVariableStream::GetTypeId()) || !type.HasConstructor())
    {
        throw std::invalid_argument(
            option +
            "expected a random variable such as ns3::ExponentialRandomVariable[Mean=1000]");
    }
    if (name == "ns3::EmpiricalRandomVariable" || name == "ns3::DeterministicRandomVariable")
    {
        throw std::invalid_argument(option + "its values cannot be told here; use --trace");
    }
    ObjectFactory factory(name);
    if (open != std::string::npos)
    {
        if (text.back() != ']')
        {
            throw std::invalid_argument(option + "']' is missing at the end");
        }
        std::istringstream parts(text.substr(open + 1, text.size() - open - 2));
        std::string part;
        while (std::getline(parts, part, '|'))
        {
            const std::size_t equals = part.find('=');
            TypeId::AttributeInformation attribute;
            const std::string key = part.substr(0, equals);
            if (equals == std::string::npos || !type.LookupAttributeByName(key, &attribute) ||
                !IsValid(attribute, part.substr(equals + 1)))
            {
                throw std::invalid_argument(option + name + " takes no '" + part + "'");
            }
            factory.Set(key, StringValue(part.substr(equals + 1)));
        }
    }
    return factory.Create<RandomVariableStream>();
}

/**
 * @param arguments that were read
 * @param options providers, or what they are drawn from
 * @return the providers
 * @throws std::invalid_argument with one line that names the option at fault
 */
std::vector<AspProviderProfile>
MakeProviders(const Arguments& arguments, const AspOptions& options)
{
    if (!options.providers.empty())
    {
        for (const char* name : {"populationSeed", "nProviders"})
        {
            if (arguments.IsGiven(name))
            {
                throw std::invalid_argument(std::string(name) + ": not with --providers");
            }
        }
        return ReadAspProviders(options.providers);
    }
    if (options.populationSeed > 0)
    {
        boost::random::mt19937_64 random(options.populationSeed);
        return DrawAspProviders(AspProviderRanges(), static_cast<int>(options.nProviders), random);
    }
    if (arguments.IsGiven("nProviders"))
    {
        throw std::invalid_argument("nProviders: only with --populationSeed above 0");
    }
    return PublishedAspProviders();
}

} // namespace

void
AddAspArguments(AspOptions& options, Arguments& arguments)
{
    AspScenarioOptions& network = options.scenario;
    arguments.AddGroup("What decides, and how long");
    arguments.Add("policy", "who decides; list shows all", options.policy);
    arguments.Add("level",
                  "packet: a network carries tasks, reports and results; slot: the closed "
                  "environment that learners train in",
                  options.level,
                  {"packet", "slot"});
    arguments.Add("episodes", "to run, one after the other", options.episodes, 1, 1000000);

    arguments.AddGroup("Tasks");
    arguments.Add("trace", "CSV file with the columns arrival_s and T", options.trace);
    arguments.Add("arrivalRate",
                  "lambda of Poisson arrivals [1/s]",
                  options.arrivalRate,
                  1e-9,
                  1e6);
    arguments.Add("horizon", "time in which tasks arrive [s]", options.horizon, 1.0, 1e9);
    arguments.Add("wholeSeconds",
                  "arrivals are cut to whole seconds, as published",
                  options.wholeSeconds);
    arguments.Add("interArrival",
                  "times between tasks [s], any random variable of ns-3, such as "
                  "ns3::ExponentialRandomVariable[Mean=1000]",
                  options.interArrival);
    arguments.Add("minSteps", "least T", options.minSteps, 1, 100000);
    arguments.Add("maxSteps", "greatest T", options.maxSteps, 1, 100000);
    arguments.Add("stepStride", "between the T of tasks", options.stepStride, 1, 100000);
    arguments.Add("nUsers", "users, who submit the tasks in turn", network.users, 1, 10000);
    arguments.Add("maxAttempts",
                  "how often a user submits a task, crash after crash",
                  network.maxAttempts,
                  1,
                  65535);

    arguments.AddGroup("Providers");
    arguments.Add("providers",
                  "CSV file with the columns capacity, Ax, Ay, Bx, By",
                  options.providers);
    arguments.Add("populationSeed",
                  "draw providers with this seed; 0: those of the published results",
                  options.populationSeed,
                  0,
                  4294967295U);
    arguments.Add("nProviders", "how many are drawn", options.nProviders, 1, 10000);
    arguments.Add("serverProfile",
                  "a measured card of data/server-profiles.csv sets run times",
                  network.serverProfile);
    arguments.Add("payment",
                  "when utility is earned; auto: on completion at packet level, on assignment, as "
                  "published, at slot level",
                  options.payment,
                  {"auto", "assignment", "completion"});
    arguments.Add("recoveryTime",
                  "from a crash until tasks run again [s]",
                  options.recoveryTime,
                  0.0,
                  1e9);
    arguments.Add("restart",
                  "tasks that a crash interrupts start over; else they are lost",
                  options.restart);
    arguments.Add("crashPenalty", "r_F, for each crash", options.crashPenalty, 0.0, 1e6);
    arguments.Add("interruptionPenalty",
                  "r_I, for an interrupted task that had all to do yet",
                  options.interruptionPenalty,
                  0.0,
                  1e6);
    arguments.Add("order",
                  "what comes first in an observation",
                  options.order,
                  {"providers", "task"});

    arguments.AddGroup("Network, at packet level");
    arguments.Add("ideal", "links without delay: as slot level", network.ideal);
    arguments.Add("rate", "of links to providers [Mbit/s]", options.rate, 1e-3, 1e8);
    arguments.Add("delay", "of links to providers, one way [ms]", options.delay, 0.0, 1e9);
    arguments.Add("access",
                  "users behind links, or in a 28 GHz radio cell of 200 m around the scheduler",
                  options.access,
                  {"p2p", "radio"});
    arguments.Add("accessRate", "of links to users [Mbit/s]", options.accessRate, 1e-3, 1e8);
    arguments.Add("accessDelay", "of links to users, one way [ms]", options.accessDelay, 0.0, 1e9);
    arguments.Add("reportInterval",
                  "between regular reports of load, beside those on every change; 0: none [s]",
                  options.reportInterval,
                  0.0,
                  1e9);
    arguments.Add("accounting",
                  "the scheduler takes tasks that no report tells of yet off what is free",
                  network.accounting);
    arguments.Add("decisionDelay",
                  "from a task's arrival to its decision [ms]",
                  options.decisionDelay,
                  0.0,
                  1e9);
    arguments.Add("resultSize", "content of a task [byte]", network.resultSize, 0, 1000000000);

    arguments.AddGroup("Results");
    arguments.Add("output",
                  "folder, replaced if it holds an earlier run; default "
                  "runs/asp-selection-POLICY-LEVEL-runRUN",
                  options.output);
    arguments.Add("csv", "write tasks.csv and providers.csv", options.csv);
    arguments.Add("pcap",
                  "write what the scheduler's node sends and receives in the first episode",
                  options.pcap);
    arguments.Add("ascii", "write ascii traces of the same", options.ascii);
    arguments.Add("progress", "show progress on standard error", options.progress);
}

void
TranslateAspOptions(const Arguments& arguments, AspOptions& options)
{
    AspScenarioOptions& network = options.scenario;
    const auto set = [&](const char* option, const char* attribute, const std::string& value) {
        if (arguments.IsGiven(option))
        {
            network.market[attribute] = value;
        }
    };
    set("arrivalRate", "ArrivalRate", Exact(options.arrivalRate));
    set("horizon", "Horizon", ExactSeconds(options.horizon));
    set("wholeSeconds", "WholeSeconds", options.wholeSeconds ? "true" : "false");
    set("minSteps", "MinSteps", std::to_string(options.minSteps));
    set("maxSteps", "MaxSteps", std::to_string(options.maxSteps));
    set("recoveryTime", "RecoveryTime", ExactSeconds(options.recoveryTime));
    set("restart", "Restart", options.restart ? "true" : "false");
    set("crashPenalty", "CrashPenalty", Exact(options.crashPenalty));
    set("interruptionPenalty", "InterruptionPenalty", Exact(options.interruptionPenalty));
    set("order", "Order", options.order == "task" ? "TaskFirst" : "ProvidersFirst");
    set("stepStride", "StepStride", std::to_string(options.stepStride));
    if (options.payment != "auto" || options.level == "slot")
    {
        const bool completion = options.payment == "completion";
        network.market["Payment"] = completion ? "OnCompletion" : "OnAssignment";
    }
    network.providers = MakeProviders(arguments, options);
    network.rate = options.rate * 1e6;
    network.delay = NanoSeconds(std::llround(options.delay * 1e6));
    network.radio = options.access == "radio";
    network.accessRate = options.accessRate * 1e6;
    network.accessDelay = NanoSeconds(std::llround(options.accessDelay * 1e6));
    network.reportInterval = NanoSeconds(std::llround(options.reportInterval * 1e9));
    network.decisionDelay = NanoSeconds(std::llround(options.decisionDelay * 1e6));
    for (const char* other : {"ideal", "accessRate", "accessDelay"})
    {
        if (network.radio && arguments.IsGiven(other))
        {
            throw std::invalid_argument(std::string(other) + ": not with --access=radio");
        }
    }
    for (const char* other : {"interArrival", "arrivalRate", "horizon"})
    {
        if (!options.trace.empty() && arguments.IsGiven(other))
        {
            throw std::invalid_argument(std::string(other) + ": not with --trace");
        }
    }
}

std::unique_ptr<AspArrivals>
MakeAspArrivals(const AspOptions& options, const AspParameters& parameters, uint64_t seed)
{
    std::unique_ptr<AspArrivals> arrivals;
    if (!options.trace.empty())
    {
        arrivals = std::make_unique<TraceAspArrivals>(ReadAspTrace(options.trace));
    }
    else if (!options.interArrival.empty())
    {
        const Ptr<RandomVariableStream> variable = MakeVariable(options.interArrival);
        variable->SetStream(ARRIVAL_STREAM);
        arrivals = std::make_unique<RenewalAspArrivals>(parameters, [variable]() {
            return variable->GetValue();
        });
    }
    else
    {
        arrivals = std::make_unique<PoissonAspArrivals>(parameters);
    }
    arrivals->Seed(seed);
    return arrivals;
}

} // namespace isac
} // namespace ns3
