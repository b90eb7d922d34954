//! Faults of a file as a whole, in reading and writing, in sentences a clerk understands. Never holds a cell's content.

use std::path::Path;

/// A file that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct FileFault {
    /// Stable name.
    pub code: &'static str,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The place, as far as known.
    pub at: FaultAt,
}

/// Place of a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaultAt {
    /// The file's name, without its folders.
    pub file: Option<String>,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        /// Everything that can be wrong with a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            const ALL: &'static [Self] = &[$(Self::$name,)*];

            const fn texts(self) -> (&'static str, &'static str, &'static str) {
                match self { $(Self::$name => ($code, $zh, $en),)* }
            }
        }
    };
}

reasons! {
    NotFound = "file_not_found", "找不到这个文件，请检查文件名和文件夹。", "There is no such file; check its name and folder.";
    NotReadable = "file_not_readable", "文件打不开：没有权限，或磁盘出错。", "The file cannot be opened: no permission, or the disk failed.";
    NotAFile = "file_not_a_file", "这是一个文件夹，请选择一个表格文件。", "This is a folder; choose a spreadsheet file.";
    Empty = "file_empty", "文件是空的。", "The file is empty.";
    TooLarge = "file_too_large", "文件太大（超过 64 MB）。住户登记表不会这么大，请删去图片等无关内容，或分幢保存。", "The file is too large (over 64 MB). A register is never that large: remove pictures and the like, or save one file per building.";
    UnpacksTooLarge = "file_unpacks_too_large", "文件解压后大得异常，不像住户登记表，为安全起见没有打开。请新建一张表，只粘贴需要的内容后再试。", "The file unpacks to an abnormal size, unlike a register; it was not opened for safety. Copy what is needed into a new spreadsheet and try again.";
    TooManyParts = "file_too_many_parts", "文件里的部件多得异常，不像住户登记表，为安全起见没有打开。", "The file consists of abnormally many parts, unlike a register; it was not opened for safety.";
    TooManyColumns = "too_many_columns", "表格的列太多，不像住户登记表。请删去右边多余的列后再试。", "The sheet has too many columns, unlike a register. Delete the superfluous columns on the right and try again.";
    TooManyCells = "too_many_cells", "表格的行或单元格太多，不像住户登记表。请删去多余的行和列，或分幢保存。", "The sheets have too many rows or cells, unlike a register. Delete superfluous rows and columns, or save one file per building.";
    TooManySheets = "too_many_sheets", "工作表太多（超过 1,000 张），不像住户登记表。", "There are too many sheets (over 1,000), unlike a register.";
    TooMuchText = "too_much_text", "单元格里的文字长得异常，不像住户登记表。", "The cells hold abnormally long text, unlike a register.";
    TooDeep = "file_nested_too_deep", "文件内部结构嵌套得异常，可能已损坏或被人改动，没有打开。请用表格软件另存为新的 .xlsx 再试。", "The file is nested abnormally deep inside; it may be damaged or tampered with and was not opened. Save it anew as .xlsx and try again.";
    Entities = "file_declares_entities", "文件内部含有不该有的声明（DOCTYPE），可能被人改动，为安全起见没有打开。", "The file holds a declaration that has no place in a spreadsheet (DOCTYPE); it may be tampered with and was not opened for safety.";
    Encrypted = "file_encrypted", "文件受密码保护（有的表格软件给“只读保护”也加密）。请先用表格软件打开，取消密码和保护后另存，再来导入。", "The file is protected by a password (some programs encrypt for write protection too). Open it in a spreadsheet program, remove password and protection, save it anew, and import again.";
    Damaged = "file_damaged", "文件已损坏，读不出来。请用表格软件打开，另存为 .xlsx 后再试；如果表格软件也打不开，请向发送人再要一份。", "The file is damaged and cannot be read. Open it in a spreadsheet program and save it anew as .xlsx; if that fails too, ask the sender for another copy.";
    TextNamedSpreadsheet = "text_named_spreadsheet", "文件名是表格（.xlsx、.xls 或 .ods），内容却是普通文字，不是住户登记表。请用表格软件打开它，再“另存为”.xlsx；如果它本来是逗号分隔的文字，请把扩展名改成 .csv。", "The file is named like a spreadsheet (.xlsx, .xls or .ods) but holds plain text that is no register. Open it in a spreadsheet program and save it as .xlsx; if it is comma-separated text, rename it to .csv.";
    WebPage = "web_page_named_spreadsheet", "这个文件其实是网页，里面没有能读的登记表（可能是登录页面，或表格套着表格）。请用表格软件打开它，核对后“另存为”.xlsx。", "This file is really a web page, and holds no register that can be read (perhaps a page to log in, or tables within tables). Open it in a spreadsheet program, check it, and save it as .xlsx.";
    NotASpreadsheet = "not_a_spreadsheet", "这不是表格文件。能读的是 .xlsx、.xls、.ods 和 .csv。", "This is no spreadsheet. What can be read is .xlsx, .xls, .ods and .csv.";
    OtherSpreadsheet = "unsupported_spreadsheet", "这种表格格式读不了。请用表格软件打开，另存为 .xlsx 再试。", "This kind of spreadsheet cannot be read. Open it in a spreadsheet program and save it as .xlsx.";
    Encoding = "encoding_unknown", "文字编码认不出来（不是 UTF-8，也不是 GB18030）。请用表格软件打开，另存为 .xlsx 或 UTF-8 的 .csv。", "The text encoding is not known (neither UTF-8 nor GB18030). Open the file in a spreadsheet program and save it as .xlsx or as .csv in UTF-8.";
    NoHeader = "no_header", "前 30 行里找不到表头。表头要有“幢、单元、室”或“门牌号”，以及“姓名、电话、面积”等列名。", "There is no header within the first 30 rows. It needs columns such as 幢, 单元, 室 or 门牌号, and 姓名, 电话, 面积.";
    RepeatedHeadings = "headings_repeated", "表头里同一列名横着重复，像是几张表并排，又不整齐。请把并排的表上下排好，或分成几张工作表。", "A heading repeats across the row as if several lists stood side by side, but not evenly. Put the lists below each other, or on sheets of their own.";
    NoDoorColumn = "no_door_column", "有表头，但没有写门牌的列。请加上“幢、单元、室”三列，或一列“门牌号”（如 3-1-501）。", "There is a header but no column for the door. Add the columns 幢, 单元 and 室, or one column 门牌号 (as in 3-1-501).";
    WriteKind = "cannot_write_kind", "只能导出 .xlsx 或 .csv，请改文件扩展名。", "Only .xlsx and .csv can be written; change the file's extension.";
    WriteSheets = "csv_holds_one_sheet", "CSV 只能放一张表，请导出为 .xlsx。", "A CSV holds one sheet only; export as .xlsx.";
    WriteTooLarge = "cannot_write_so_much", "内容超出表格文件的上限（1,048,576 行、16,384 列、每格 32,767 字）。", "The content exceeds what a spreadsheet holds (1,048,576 rows, 16,384 columns, 32,767 characters a cell).";
    WriteFailed = "file_not_writable", "文件写不进去：没有权限、磁盘已满，或文件正被别的程序打开。", "The file cannot be written: no permission, the disk is full, or another program has it open.";
}

impl From<Reason> for FileFault {
    fn from(reason: Reason) -> Self {
        let (code, zh, en) = reason.texts();
        Self {
            code,
            zh: zh.to_owned(),
            en: en.to_owned(),
            at: FaultAt::default(),
        }
    }
}

impl FileFault {
    /// Every code, with its text in Chinese and in English.
    pub fn codes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        Reason::ALL.iter().map(|reason| reason.texts())
    }

    /// Did the machine fail (disk, permission) rather than the input?
    #[must_use]
    pub fn is_machine(&self) -> bool {
        ["file_not_readable", "file_not_writable"].contains(&self.code)
    }

    pub(super) fn in_file(mut self, path: &Path) -> Self {
        self.at.file = Some(file_name(path));
        self
    }
}

/// The name of a file without its folders.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
