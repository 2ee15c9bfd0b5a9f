//! How applications are resolved: the outcomes of table 3, their reasons, and the applicants.

use crate::text::Text;

/// The seven rows of 本年度办理结果: six outcomes and their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// （一）予以公开.
    Granted,
    /// （二）部分公开.
    PartlyGranted,
    /// （三）不予公开.
    Denied,
    /// （四）无法提供.
    Unavailable,
    /// （五）不予处理.
    NotProcessed,
    /// （六）其他处理.
    OtherwiseHandled,
    /// （七）总计.
    Total,
}

impl Outcome {
    /// The six outcomes that make up the total, in the form's order.
    pub const PARTS: [Self; 6] = [
        Self::Granted,
        Self::PartlyGranted,
        Self::Denied,
        Self::Unavailable,
        Self::NotProcessed,
        Self::OtherwiseHandled,
    ];

    /// The field that holds its count over all applicants.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::PartlyGranted => "partly_granted",
            Self::Denied => "denied",
            Self::Unavailable => "unavailable",
            Self::NotProcessed => "not_processed",
            Self::OtherwiseHandled => "otherwise_handled",
            Self::Total => "resolved_total",
        }
    }

    /// The outcome's name on the form.
    pub const fn name(self) -> Text {
        match self {
            Self::Granted => Text::new("予以公开", "granted"),
            Self::PartlyGranted => Text::new("部分公开", "granted in part"),
            Self::Denied => Text::new("不予公开", "denied"),
            Self::Unavailable => Text::new("无法提供", "unavailable"),
            Self::NotProcessed => Text::new("不予处理", "not processed"),
            Self::OtherwiseHandled => Text::new("其他处理", "otherwise handled"),
            Self::Total => Text::new("总计", "all resolved"),
        }
    }

    /// The fields of its reasons; none for the outcomes that the form does not split.
    pub const fn reasons(self) -> &'static [&'static str] {
        match self {
            Self::Denied => &[
                "denied_state_secret",
                "denied_by_law",
                "denied_security_stability",
                "denied_third_party",
                "denied_internal_affairs",
                "denied_process",
                "denied_enforcement_file",
                "denied_administrative_inquiry",
            ],
            Self::Unavailable => {
                &["unavailable_not_held", "unavailable_needs_creation", "unavailable_unclear"]
            }
            Self::NotProcessed => &[
                "not_processed_petition",
                "not_processed_repeated",
                "not_processed_publication",
                "not_processed_excessive",
                "not_processed_reconfirmation",
            ],
            Self::OtherwiseHandled => &["otherwise_uncorrected", "otherwise_fee_unpaid", "otherwise_other"],
            Self::Granted | Self::PartlyGranted | Self::Total => &[],
        }
    }

    /// The outcome whose group total is the field `name`, if it has reasons.
    pub fn of_group_total(name: &str) -> Option<Self> {
        Self::PARTS.into_iter().find(|outcome| outcome.field() == name && !outcome.reasons().is_empty())
    }
}

/// Who applied: the columns of table 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicant {
    /// 自然人.
    NaturalPerson,
    /// 商业企业.
    Business,
    /// 科研机构.
    Research,
    /// 社会公益组织.
    SocialOrganisation,
    /// 法律服务机构.
    LegalService,
    /// 其他.
    OtherOrganisation,
}

impl Applicant {
    /// All applicants, in the form's order.
    pub const ALL: [Self; 6] = [
        Self::NaturalPerson,
        Self::Business,
        Self::Research,
        Self::SocialOrganisation,
        Self::LegalService,
        Self::OtherOrganisation,
    ];

    /// The part of a field's name behind `__`.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::NaturalPerson => "natural_person",
            Self::Business => "business",
            Self::Research => "research",
            Self::SocialOrganisation => "social_organisation",
            Self::LegalService => "legal_service",
            Self::OtherOrganisation => "other_organisation",
        }
    }

    /// The applicant's name on the form.
    pub const fn name(self) -> Text {
        match self {
            Self::NaturalPerson => Text::new("自然人", "natural persons"),
            Self::Business => Text::new("商业企业", "businesses"),
            Self::Research => Text::new("科研机构", "research institutions"),
            Self::SocialOrganisation => Text::new("社会公益组织", "social welfare organisations"),
            Self::LegalService => Text::new("法律服务机构", "legal service organisations"),
            Self::OtherOrganisation => Text::new("其他", "other organisations"),
        }
    }

    /// The field of this applicant's column beside the total column `field`.
    pub fn field(self, field: &str) -> String {
        format!("{field}__{}", self.suffix())
    }
}
