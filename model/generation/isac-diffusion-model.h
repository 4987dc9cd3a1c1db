/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_DIFFUSION_MODEL_H
#define ISAC_DIFFUSION_MODEL_H

#include "isac-diffusion-chain.h"
#include "isac-file-bytes.h"
#include "isac-rgb-picture.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace isac
{

/// A file holds no diffusion model as DiffusionModel wants it, or the model fails at work.
class DiffusionModelError : public FileError
{
  public:
    using FileError::FileError;
};

/// How steps are taken.
struct SamplerSettings
{
    double eta = 1.0;      //!< 1 draws from the posterior (7), 0 is deterministic (DDIM)
    double shift = 0.85;   //!< s of MakeStepGrid()
    double guidance = 1.0; //!< w of classifier-free guidance; 1 is the condition alone
};

/**
 * @ingroup isac-aigc
 * @brief A latent diffusion model from a TorchScript file: the one that `./isac train-generator`
 * trains, or any other of the same signature.
 *
 * The module has
 *  - forward(latent: Tensor, time: Tensor, condition: Tensor) -> Tensor: float, B x L, B and B x C
 *    to B x L. Time is that of the schedule less one, 0 to T - 1, as Diffusers counts it;
 *  - attributes prompts: List[str], conditions: Tensor (P x C), anchors: Tensor (P x L, the mean
 * clean latent of each prompt, P_c(0) of (14)), prediction: str ("data", "noise" or "velocity":
 * what forward tells), schedule: str ("cosine" or "scaled_linear"), times: int (T), unit_distance:
 *    float (the distance (14) that counts as 1);
 *  - if guidance is to be had, unconditional: Tensor (C), the condition of no prompt;
 *  - if pictures are to be had, decode(latent: Tensor) -> Tensor: B x L to B x 3 x H x W in [0, 1];
 *  - if similarity is to be had, details: Tensor (P x 2), for each prompt the 5 % and 95 %
 * quantiles of |z - anchor|^2 over clean latents of real pictures;
 *  - if alignment is to be had, align(pictures: Tensor) -> Tensor: B x 3 x H x W to B x P, how
 *    likely a picture shows what each prompt says.
 *
 * A latent of another shape (4 x 64 x 64 of Stable Diffusion) is flattened, L = 16384; forward
 * gives it its shape back.
 */
class DiffusionModel
{
  public:
    /**
     * @param path of the file
     * @throws DiffusionModelError if it is absent, no TorchScript module, or lacks a part, or if
     * its answers have other shapes
     */
    explicit DiffusionModel(const std::string& path);
    ~DiffusionModel();

    /// @return what it can draw, P prompts
    const std::vector<std::string>& GetPrompts() const;
    /**
     * @param prompt one of GetPrompts()
     * @return its number
     * @throws std::invalid_argument if the model does not know it
     */
    int FindPrompt(const std::string& prompt) const;
    /// @return L, values of a latent
    int LatentSize() const;
    /**
     * @param one number of a prompt
     * @param other number of a prompt
     * @return d, the semantic distance (14) of their mean latents over the unit distance
     */
    double Distance(int one, int other) const;
    /**
     * @param own number of a prompt
     * @param other number of another prompt
     * @return for each prompt how far it is on the way from one's own to the other, 0 to 1: the
     * projection of its mean latent on the line between theirs
     */
    std::vector<double> Traits(int own, int other) const;

    /**
     * @param steps N
     * @param seed of the first noise and of all steps
     * @return a chain before its first step: z_T, noise alone
     */
    DiffusionChain Begin(int steps, uint64_t seed) const;
    /**
     * @brief Take steps of several chains together; each is at a place of its own.
     * @param chains of this model, advanced
     * @param prompts the prompt of each
     * @param steps how many; a chain that is finished sooner stays as it is
     * @param settings of the sampler
     * @throws std::invalid_argument if sizes differ or a prompt does not exist
     * @throws DiffusionModelError if the module fails
     */
    void Denoise(std::vector<DiffusionChain>& chains,
                 const std::vector<int>& prompts,
                 int steps,
                 const SamplerSettings& settings) const;
    /**
     * @brief Take steps of one chain.
     * @param chain of this model, advanced
     * @param prompt its prompt
     * @param steps how many; a chain that is finished sooner stays as it is
     * @param settings of the sampler
     * @throws std::invalid_argument if the prompt does not exist
     * @throws DiffusionModelError if the module fails
     */
    void Denoise(DiffusionChain& chain,
                 int prompt,
                 int steps,
                 const SamplerSettings& settings) const;

    /// @return whether it makes pictures
    bool CanDecode() const;
    /**
     * @param latents clean ones
     * @return their pictures
     * @throws DiffusionModelError if the module fails, or cannot
     */
    std::vector<RgbPicture> Decode(const std::vector<std::vector<float>>& latents) const;
    /// @return whether it tells how similar latents are to those of real pictures
    bool CanCompare() const;
    /**
     * @brief How similar a picture is to real ones: whether it departs from the mean picture of its
     * prompt as far as they do. Too few steps leave it bland, bit errors leave it rough.
     * @param latent clean one
     * @param prompt that it shows
     * @return 1 within the middle 90 % of real pictures, towards 0 outside, by the ratio of squared
     * distances
     * @throws DiffusionModelError if the module has no details
     */
    double Similarity(const std::vector<float>& latent, int prompt) const;
    /// @return whether it tells what pictures show
    bool CanAlign() const;
    /**
     * @param pictures of the size that Decode() gives
     * @return for each picture how likely it shows what each of the P prompts says
     * @throws DiffusionModelError if the module fails, or cannot
     */
    std::vector<std::vector<double>> Align(const std::vector<RgbPicture>& pictures) const;

  private:
    struct Module;

    std::unique_ptr<Module> m_module; //!< keeps LibTorch out of the header
};

} // namespace isac
} // namespace ns3

#endif // ISAC_DIFFUSION_MODEL_H
