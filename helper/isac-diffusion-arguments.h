/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIFFUSION_ARGUMENTS_H
#define ISAC_DIFFUSION_ARGUMENTS_H

#include "isac-arguments.h"

#include "ns3/isac-diffusion-model.h"
#include "ns3/isac-latent-coding.h"

#include <memory>
#include <string>

namespace ns3
{
namespace isac
{

/// @ingroup isac-aigc
/// @return the file of the diffusion model that ships with the module
std::string ShippedDiffusionModel();

/**
 * @ingroup isac-aigc
 * @brief A diffusion model, its sampler and its latents on air as options of a program.
 */
class DiffusionArguments
{
  public:
    DiffusionArguments() = default;
    DiffusionArguments(const DiffusionArguments&) = delete;
    DiffusionArguments& operator=(const DiffusionArguments&) = delete;

    /**
     * @brief Add the options. The values live in this object.
     * @param arguments gets them
     * @param none what the model "none" stands for; empty where a model is a must
     */
    void AddTo(Arguments& arguments, const std::string& none = "");
    /// @return the model as it was asked for
    const std::string& GetName() const;
    /**
     * @return the model; null for "none"
     * @throws std::invalid_argument with one line that names the option if there is none in the
     * file
     */
    std::shared_ptr<const DiffusionModel> Load() const;
    /// @return how steps are taken
    const SamplerSettings& GetSampler() const;
    /// @return latents on air
    LatentCoding GetCoding() const;

  private:
    std::string m_model = "shipped";   //!< file, or shipped, or none
    bool m_none = false;               //!< whether there may be none
    SamplerSettings m_sampler;         //!< of the steps
    std::string m_format = "natural8"; //!< of latents
    double m_limit = 3.5;              //!< of latents
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DIFFUSION_ARGUMENTS_H
