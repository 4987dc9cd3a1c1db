/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "train-system.h"

#include "asp-train-system.h"
#include "caqa-train-system.h"
#include "classic-train-system.h"
#include "da-train-system.h"
#include "dd-train-system.h"
#include "megc-train-system.h"

namespace train
{

std::unique_ptr<TrainSystem>
MakeTrainSystem(const std::string& name)
{
    if (name == "caqa")
    {
        return std::make_unique<CaqaTrainSystem>();
    }
    if (name == "asp-selection")
    {
        return std::make_unique<AspTrainSystem>();
    }
    if (name == "megc")
    {
        return std::make_unique<MegcTrainSystem>();
    }
    if (name == "da-isac")
    {
        return std::make_unique<DaTrainSystem>();
    }
    if (name == "distributed-diffusion")
    {
        return std::make_unique<DdTrainSystem>();
    }
    if (name == "cart-pole" || name == "acrobot")
    {
        return std::make_unique<ClassicTrainSystem>(name);
    }
    return nullptr;
}

std::vector<std::pair<std::string, std::string>>
GetTrainSystems()
{
    return {{"caqa", "CAQA-AIGC: sensing, steps and communication of a cell"},
            {"asp-selection", "tasks for AIGC service providers (D2SAC)"},
            {"megc", "mobile edge generation and computing (LARA)"},
            {"da-isac", "experience-centric ISAC with digital agents (STTD)"},
            {"distributed-diffusion", "shared denoising with personal QoE (G-DDPG)"},
            {"cart-pole", "classic control: a pole on a cart"},
            {"acrobot", "classic control: swing up two links"}};
}

} // namespace train
