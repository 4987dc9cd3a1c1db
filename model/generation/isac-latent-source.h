/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_LATENT_SOURCE_H
#define ISAC_LATENT_SOURCE_H

#include "isac-diffusion-model.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief Where latents come from: a real diffusion model, or a stand-in that costs nothing.
 */
class LatentSource
{
  public:
    virtual ~LatentSource() = default;
    /// @return prompts that it knows
    virtual const std::vector<std::string>& GetPrompts() const = 0;
    /**
     * @param prompt text
     * @return its number
     * @throws std::invalid_argument if it is not known
     */
    virtual int FindPrompt(const std::string& prompt) const = 0;
    /**
     * @param one number of a prompt
     * @param other number of a prompt
     * @return d, their semantic distance, over that of dog and tiger
     */
    virtual double Distance(int one, int other) const = 0;
    /// @return values of a latent
    virtual int LatentSize() const = 0;
    /**
     * @param steps N
     * @param seed of all its noise
     * @return a chain before its first step
     */
    virtual DiffusionChain Begin(int steps, uint64_t seed) const = 0;
    /**
     * @brief Take steps of a chain.
     * @param chain advanced
     * @param prompt its number
     * @param steps how many; a chain that is finished sooner stays as it is
     */
    virtual void Denoise(DiffusionChain& chain, int prompt, int steps) const = 0;
    /// @return whether there are pictures
    virtual bool CanDecode() const = 0;
    /// @param latent a clean one @return its picture
    virtual RgbPicture Decode(const std::vector<float>& latent) const = 0;
};

/**
 * @ingroup isac-aigc
 * @brief Latents of a DiffusionModel.
 */
class ModelLatents : public LatentSource
{
  public:
    /**
     * @param model draws
     * @param sampler how steps are taken
     */
    ModelLatents(std::shared_ptr<const DiffusionModel> model, const SamplerSettings& sampler);

    /// @return the model
    const DiffusionModel& GetModel() const;
    const std::vector<std::string>& GetPrompts() const override;
    int FindPrompt(const std::string& prompt) const override;
    double Distance(int one, int other) const override;
    int LatentSize() const override;
    DiffusionChain Begin(int steps, uint64_t seed) const override;
    void Denoise(DiffusionChain& chain, int prompt, int steps) const override;
    bool CanDecode() const override;
    RgbPicture Decode(const std::vector<float>& latent) const override;

  private:
    std::shared_ptr<const DiffusionModel> m_model; //!< draws
    SamplerSettings m_sampler;                     //!< how
};

/**
 * @ingroup isac-aigc
 * @brief Latents without a model: noise of the size that the paper sends. Steps count and change
 * nothing, there are no pictures. The distance of two prompts is 1.5 times the part of their words
 * that differs: .5 for each of three.
 */
class LawLatents : public LatentSource
{
  public:
    /**
     * @param prompts that it knows
     * @param values of a latent; 4 x 64 x 64 in the paper
     * @throws std::invalid_argument if there is no prompt, or one is there twice
     */
    explicit LawLatents(std::vector<std::string> prompts, int values = 4 * 64 * 64);

    const std::vector<std::string>& GetPrompts() const override;
    int FindPrompt(const std::string& prompt) const override;
    double Distance(int one, int other) const override;
    int LatentSize() const override;
    DiffusionChain Begin(int steps, uint64_t seed) const override;
    void Denoise(DiffusionChain& chain, int prompt, int steps) const override;
    bool CanDecode() const override;
    RgbPicture Decode(const std::vector<float>& latent) const override;

  private:
    std::vector<std::string> m_prompts;            //!< texts
    std::vector<std::vector<std::string>> m_words; //!< of each, sorted
    int m_values;                                  //!< of a latent
};

/// @ingroup isac-aigc
/// @return the 48 prompts of the shipped model: "<colour> <texture> <shape>"
std::vector<std::string> MakeShapePrompts();

} // namespace isac
} // namespace ns3

#endif // ISAC_LATENT_SOURCE_H
