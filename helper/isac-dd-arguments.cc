/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-dd-arguments.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

DdArguments::DdArguments(DdSchedule schedule)
    : m_schedule(schedule == DdSchedule::OWN ? "own" : "longest")
{
    using P = DdParameters;
    using S = DdScenario;
    m_systemNumbers = {
        {"serverStepEnergy",
         "delta_0, of one server step [J]",
         0.0,
         1e6,
         [](P& p, S&) -> double& { return p.serverStepEnergy; }},
        {"serverBudget",
         "E_T of server steps and transmissions [J]",
         1e-9,
         1e9,
         [](P& p, S&) -> double& { return p.serverBudget; }},
        {"energyPerWatt",
         "beta [J/W]",
         1e-9,
         1e9,
         [](P& p, S&) -> double& { return p.energyPerWatt; }},
        {"snrPerWatt",
         "rho, E_b/N_0 at a gain of 1 [1/W]",
         0.0,
         1e9,
         [](P& p, S&) -> double& { return p.snrPerWatt; }},
        {"qoeThreshold", "Q_th", 0.0, 1.0, [](P& p, S&) -> double& { return p.qoeThreshold; }},
        {"deviceEnergyWeight",
         "lambda_1 of the reward, of joules beyond a device's budget",
         0.0,
         1e6,
         [](P& p, S&) -> double& { return p.deviceEnergyWeight; }},
        {"qoeWeight",
         "lambda_2, of QoE that lacks of Q_th",
         0.0,
         1e6,
         [](P& p, S&) -> double& { return p.qoeWeight; }},
        {"serverEnergyWeight",
         "lambda_3, of joules beyond the server's budget",
         0.0,
         1e6,
         [](P& p, S&) -> double& { return p.serverEnergyWeight; }},
        {"deviceStepPrice",
         "of each device step in the reward",
         0.0,
         1e6,
         [](P& p, S&) -> double& { return p.deviceStepPrice; }},
        {"fadingSeverity",
         "m of Fisher-Snedecor fading",
         0.01,
         1000.0,
         [](P& p, S&) -> double& { return p.fadingSeverity; }},
        {"fadingShadowing",
         "m_s of Fisher-Snedecor fading",
         0.01,
         1000.0,
         [](P& p, S&) -> double& { return p.fadingShadowing; }},
    };
    m_userNumbers = {
        {"minTrait",
         "least score of a personality",
         0.0,
         1.0,
         [](P&, S& s) -> double& { return s.minTrait; }},
        {"maxTrait",
         "greatest score of a personality",
         0.0,
         1.0,
         [](P&, S& s) -> double& { return s.maxTrait; }},
        {"minDistance",
         "least semantic distance of a prompt to the server's",
         0.0,
         1000.0,
         [](P&, S& s) -> double& { return s.minDistance; }},
        {"maxDistance",
         "greatest one; the first user has the server's prompt",
         0.0,
         1000.0,
         [](P&, S& s) -> double& { return s.maxDistance; }},
        {"pathGain",
         "scale of channel gains, beside fading",
         0.0,
         1e9,
         [](P&, S& s) -> double& { return s.pathGain; }},
        {"minStepEnergy",
         "least delta_k, of a step on a device [J]",
         0.0,
         1e6,
         [](P&, S& s) -> double& { return s.minStepEnergy; }},
        {"maxStepEnergy",
         "greatest delta_k [J]",
         0.0,
         1e6,
         [](P&, S& s) -> double& { return s.maxStepEnergy; }},
        {"deviceBudget",
         "E_Tk of each device [J]",
         0.0,
         1e9,
         [](P&, S& s) -> double& { return s.deviceBudget; }},
    };
    m_qoeNumbers = {
        {"halfSteps",
         "steps in all at which S is one half",
         -1000.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.halfSteps; }},
        {"stepsWidth",
         "width of the rise of S [step]",
         0.001,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.stepsWidth; }},
        {"errorLimit",
         "p_c after 6 device steps: bit error probability at which E is one half",
         -1.0,
         1.0,
         [](P& p, S&) -> double& { return p.qoe.errorLimit; }},
        {"errorRepair",
         "what p_c gains with each device step",
         -1.0,
         1.0,
         [](P& p, S&) -> double& { return p.qoe.errorRepair; }},
        {"errorLeast",
         "least p_c",
         1e-9,
         1.0,
         [](P& p, S&) -> double& { return p.qoe.errorLeast; }},
        {"errorPower",
         "steepness of E",
         0.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.errorPower; }},
        {"leakPerServerStep",
         "of the leak's argument, for a distance of 1",
         -1000.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.leakPerServerStep; }},
        {"leakOffset",
         "of the leak's argument",
         -1000.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.leakOffset; }},
        {"leakErrors",
         "what bit errors add to it, slope at the middle",
         -10000.0,
         10000.0,
         [](P& p, S&) -> double& { return p.qoe.leakErrors; }},
        {"leakErrorMiddle",
         "bit error probability at which they add nothing",
         -1.0,
         1.0,
         [](P& p, S&) -> double& { return p.qoe.leakErrorMiddle; }},
        {"leakErrorWidth",
         "of the range in which they matter",
         1e-9,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.leakErrorWidth; }},
        {"likedWeight",
         "of openness less agreeableness in the leak that a user likes best",
         -1000.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.likedWeight; }},
        {"strictness",
         "v of a user whose openness is his agreeableness",
         -1000.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.strictness; }},
        {"strictSlope",
         "of agreeableness less openness in v",
         -1000.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.strictSlope; }},
        {"leastStrict", "least v", 0.0, 1.0, [](P& p, S&) -> double& { return p.qoe.leastStrict; }},
        {"mostStrict",
         "greatest v",
         0.0,
         1.0,
         [](P& p, S&) -> double& { return p.qoe.mostStrict; }},
        {"mismatchPower",
         "power of |l - l*|",
         0.001,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.mismatchPower; }},
        {"ratingNoise",
         "deviation of the rating of a perfect picture",
         0.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.ratingNoise; }},
        {"ratingNoiseSlope",
         "what it gains until a QoE of 0",
         0.0,
         1000.0,
         [](P& p, S&) -> double& { return p.qoe.ratingNoiseSlope; }},
    };
}

void
DdArguments::AddNumbers(std::vector<Number>& numbers, Arguments& arguments)
{
    for (Number& number : numbers)
    {
        number.value = number.find(m_parameters, m_scenario);
        arguments.Add(number.name, number.help, number.value, number.low, number.high);
    }
}

void
DdArguments::AddTo(Arguments& arguments)
{
    constexpr uint32_t MOST_USERS = 32;
    constexpr uint32_t MOST_STEPS = 1000;
    arguments.AddGroup("The system");
    arguments.Add("users", "K", m_users, 1, MOST_USERS);
    arguments.Add("serverSteps", "T_s, most server steps", m_serverSteps, 1, MOST_STEPS);
    arguments.Add("deviceSteps", "T_e, most device steps", m_deviceSteps, 1, MOST_STEPS);
    arguments.Add("schedule",
                  "of a device: its own steps, or the longest of all, which one latent serves",
                  m_schedule,
                  {"own", "longest"});
    arguments.Add("sharing",
                  "one chain on the server for all, or one for each user",
                  m_sharing,
                  {"shared", "separate"});
    arguments.Add("channel",
                  "bit errors of the gain of the slot, or averaged over fading",
                  m_channel,
                  {"instantaneous", "average"});
    AddNumbers(m_systemNumbers, arguments);
    arguments.AddGroup("Its users");
    AddNumbers(m_userNumbers, arguments);
    arguments.Add("ratings",
                  "learners are told noisy ratings in place of the QoE itself",
                  m_ratings);
    arguments.Add("slotsPerEpisode",
                  "slots that learners count as one episode",
                  m_slotsPerEpisode,
                  1,
                  100000000);
    arguments.AddGroup("The QoE surrogate");
    AddNumbers(m_qoeNumbers, arguments);
}

void
DdArguments::Finish(const Arguments& arguments)
{
    m_parameters = DdParameters();
    m_scenario = DdScenario();
    m_parameters.users = static_cast<int>(m_users);
    m_parameters.mostServerSteps = static_cast<int>(m_serverSteps);
    m_parameters.mostDeviceSteps = static_cast<int>(m_deviceSteps);
    m_parameters.schedule = m_schedule == "own" ? DdSchedule::OWN : DdSchedule::LONGEST;
    m_parameters.sharing = m_sharing == "shared" ? DdSharing::SHARED : DdSharing::SEPARATE;
    m_parameters.channel =
        m_channel == "instantaneous" ? DdChannel::INSTANTANEOUS : DdChannel::AVERAGE;
    m_scenario.ratings = m_ratings;
    m_scenario.slotsPerEpisode = static_cast<int>(m_slotsPerEpisode);
    for (const auto* numbers : {&m_systemNumbers, &m_userNumbers, &m_qoeNumbers})
    {
        for (const Number& number : *numbers)
        {
            // What is not given keeps its last digit.
            if (arguments.IsGiven(number.name))
            {
                number.find(m_parameters, m_scenario) = number.value;
            }
        }
    }
    const auto order = [](const std::string& what, double least, double most) {
        if (least > most)
        {
            throw std::invalid_argument("--" + what + " is below the least one");
        }
    };
    order("maxTrait", m_scenario.minTrait, m_scenario.maxTrait);
    order("maxDistance", m_scenario.minDistance, m_scenario.maxDistance);
    order("maxStepEnergy", m_scenario.minStepEnergy, m_scenario.maxStepEnergy);
    order("mostStrict", m_parameters.qoe.leastStrict, m_parameters.qoe.mostStrict);
    if (m_scenario.maxStepEnergy > m_scenario.deviceBudget)
    {
        throw std::invalid_argument("--deviceBudget does not allow a step of --maxStepEnergy");
    }
    if (DdServerStepEnergy(m_parameters, m_users) > m_parameters.serverBudget)
    {
        throw std::invalid_argument("--serverBudget does not allow a step of the server");
    }
}

const DdParameters&
DdArguments::GetParameters() const
{
    return m_parameters;
}

const DdScenario&
DdArguments::GetScenario() const
{
    return m_scenario;
}

std::string
DdArguments::GetLabel() const
{
    return "K" + std::to_string(m_users);
}

} // namespace isac
} // namespace ns3
