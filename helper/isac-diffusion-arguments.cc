/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-diffusion-arguments.h"

#include <stdexcept>

namespace ns3
{
namespace isac
{

std::string
ShippedDiffusionModel()
{
    return std::string(ISAC_DATA_DIRECTORY) + "/models/shapes.pt";
}

void
DiffusionArguments::AddTo(Arguments& arguments, const std::string& none)
{
    m_none = !none.empty();
    arguments.Add("model",
                  std::string("shipped, or a TorchScript file as the manual describes it") +
                      (m_none ? ", or none: " + none : ""),
                  m_model);
    arguments.Add("eta",
                  "1 draws steps from the posterior, 0 is deterministic (DDIM)",
                  m_sampler.eta,
                  0.0,
                  1.0);
    arguments.Add("shift",
                  "below 1 more steps are spent at low noise",
                  m_sampler.shift,
                  0.01,
                  100.0);
    arguments.Add("guidance", "1 is the prompt alone", m_sampler.guidance, 0.0, 100.0);
    arguments.Add("latentFormat", "bits of a value", m_format, {"natural8", "gray8", "float32"});
    arguments.Add("latentLimit", "largest value on air", m_limit, 1e-3, 1e6);
}

const std::string&
DiffusionArguments::GetName() const
{
    return m_model;
}

std::shared_ptr<const DiffusionModel>
DiffusionArguments::Load() const
{
    if (m_none && m_model == "none")
    {
        return nullptr;
    }
    try
    {
        return std::make_shared<const DiffusionModel>(m_model == "shipped" ? ShippedDiffusionModel()
                                                                           : m_model);
    }
    catch (const DiffusionModelError& error)
    {
        throw std::invalid_argument("--model=" + m_model + ": " + error.what());
    }
}

const SamplerSettings&
DiffusionArguments::GetSampler() const
{
    return m_sampler;
}

LatentCoding
DiffusionArguments::GetCoding() const
{
    return {ParseLatentFormat(m_format), m_limit};
}

} // namespace isac
} // namespace ns3
