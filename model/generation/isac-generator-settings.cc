/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-generator-settings.h"

#include "isac-shape-picture.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace ns3
{
namespace isac
{

void
CheckGeneratorSettings(const GeneratorSettings& settings)
{
    const auto need = [](bool sound, const std::string& message) {
        if (!sound)
        {
            throw std::invalid_argument(message);
        }
    };
    need(settings.pictures >= 48, "pictures: expected 48 or more");
    need(settings.latent >= 2 && settings.latent <= SHAPE_VALUES,
         "latent: expected 2 to " + std::to_string(SHAPE_VALUES));
    need(settings.width >= 1 && settings.blocks >= 1, "width, blocks: expected 1 or more");
    need(settings.times >= 2, "times: expected 2 or more");
    need(settings.steps >= 1 && settings.batch >= 1, "steps, batch: expected 1 or more");
    need(settings.classifierSteps >= 1 && settings.classifierBatch >= 1,
         "classifierSteps, classifierBatch: expected 1 or more");
    need(settings.rate > 0.0, "rate: expected a value above 0");
    need(settings.weightDecay >= 0.0, "weightDecay: expected 0 or more");
    need(settings.averaging >= 0.0 && settings.averaging < 1.0, "averaging: expected 0 to below 1");
    need(settings.dropout >= 0.0 && settings.dropout < 1.0, "dropout: expected 0 to below 1");
    need(settings.classifierNoise >= 0.0, "classifierNoise: expected 0 or more");
    const std::vector<ShapePrompt> prompts = AllShapePrompts();
    for (const std::string& name : {settings.oneUnit, settings.otherUnit})
    {
        need(std::any_of(prompts.begin(),
                         prompts.end(),
                         [&](const ShapePrompt& prompt) { return prompt.Describe() == name; }),
             "unknown prompt '" + name + "', expected one such as 'red striped disk'");
    }
    need(settings.oneUnit != settings.otherUnit, "the prompts of distance 1 are the same");
}

std::string
DescribeGeneratorSettings(const GeneratorSettings& settings)
{
    std::ostringstream text;
    text.precision(17);
    text << settings.pictures << ' ' << settings.latent << ' ' << settings.width << ' '
         << settings.blocks << ' ' << settings.times << ' ' << settings.steps << ' '
         << settings.batch << ' ' << settings.rate << ' ' << settings.weightDecay << ' '
         << settings.averaging << ' ' << settings.dropout << ' ' << settings.classifierSteps << ' '
         << settings.classifierBatch << ' ' << settings.classifierNoise << ' ' << settings.oneUnit
         << ' ' << settings.otherUnit << ' ' << settings.seed;
    return text.str();
}

} // namespace isac
} // namespace ns3
